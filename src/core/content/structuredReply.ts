/** A customer's answer to a structured message, as a Flow expects it of a quick reply. */
import { isTooDeep, type Json, readRecord, readRecords, readText } from "../inbound/read";
import type { PlainOutput } from "./cognigyOutput";

/** What a structured message offered. */
export interface Offer {
  title: string;
  payload: string;
}

export interface StructuredReply {
  /** As the customer saw it. */
  title: string;
  payload: string;
  /** As Engage sent it, without anything that opens a door. */
  original?: unknown;
}

/** Within the limits of all types and channels. */
const ALWAYS_SENT = /^[\x20-\x7E]{1,200}$/;
/** Payloads are documented up to 1,000 characters. */
const MAX_OFFER = 1_000;
export const MAX_OFFERS = 40;
const MAX_ORIGINAL = 8_000;

/** What comes back as words of the customer. */
export function toOffers({ choices, cards }: PlainOutput): Offer[] {
  const all = [...choices];
  for (const card of cards) {
    all.push(...card.choices.slice(0, MAX_OFFERS));
  }
  return all
    .filter(({ url, title, payload }) => url === undefined && title.length + payload.length <= MAX_OFFER)
    .slice(0, MAX_OFFERS)
    .map(({ title, payload }) => ({ title, payload }));
}

/** As they were stored: what is not one is not there. */
export function readOffers(record: Json | undefined): Offer[] {
  return readRecords(record, "offers").map((offer) => ({
    title: readText(offer, "title") || "",
    payload: readText(offer, "payload") || "",
  }));
}

/** By its payload, or by its title, which customers may also type; channels cut titles. */
export function findOffer<T extends Offer>(text: string, offers: readonly T[]): T | undefined {
  const words = toWords(text);
  if (words === "" || words.length > MAX_OFFER) {
    return undefined;
  }
  const beginning = words.length > 1 && words[words.length - 1] === "\u2026" ? words.slice(0, -1) : undefined;
  return (
    offers.filter(({ payload }) => payload === text)[0] ||
    offers.filter(({ title }) => toWords(title) === words)[0] ||
    offers.filter(({ title }) => beginning !== undefined && toWords(title).startsWith(beginning))[0]
  );
}

function toWords(text: string): string {
  return text.trim().toLowerCase();
}

/** `undefined`: the customer wrote words of their own. */
export function readStructuredReply(
  metadata: Json,
  shown: string,
  offers: readonly Offer[],
): { text: string; reply: StructuredReply } | undefined {
  const reply = readRecord(metadata, "structured_reply");
  const sent = readText(reply, "payload") || "";
  // Where a payload could not be sent along, the channel may have made one up; the title tells what was chosen.
  const unsent = sent === "" ? offers : offers.filter(({ payload }) => !ALWAYS_SENT.test(payload));
  const offer = offers.filter(({ payload }) => payload === sent)[0] || findOffer(shown, unsent);
  if (reply === undefined && offer === undefined) {
    return undefined;
  }
  const payload = offer ? offer.payload : sent;
  const text = payload || shown || describeResponses(reply);
  const original = reply && withoutSecrets(reply);
  return { text, reply: { title: shown, payload, ...(original !== undefined && { original }) } };
}

/** An Apple form's answers as lines of text. */
function describeResponses(reply: Json | undefined): string {
  return readRecords(reply, "responses")
    .map((page) => {
      const values = readRecords(page, "items").map((item) => readText(item, "title") || readText(item, "value") || "");
      return `${readText(page, "title") || ""}: ${values.join(", ")}`;
    })
    .join("\n");
}

/** Answers to `authenticate` hold access tokens or codes that are exchanged for one. */
function withoutSecrets(reply: Json): unknown {
  if (isTooDeep(reply)) {
    return undefined;
  }
  const safe = JSON.stringify(reply, (key, value) => (/token|^code$/i.test(key) ? undefined : value));
  return safe.length > MAX_ORIGINAL ? undefined : JSON.parse(safe);
}

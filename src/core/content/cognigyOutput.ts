/** A Flow's output in one form, whichever of Cognigy's shapes it came in. */
import { htmlToText } from "../inbound/htmlToText";
import { type Json, member, readRecord, readRecords, readText, toRecord } from "../inbound/read";

export interface Choice {
  title: string;
  /** What comes back as the customer's text. */
  payload: string;
  /** Leads to a page instead of coming back. */
  url?: string;
}

export interface Card {
  title: string;
  subtitle: string;
  imageUrl: string;
  choices: Choice[];
}

/** An image, a sound, a film, a file: what a link can lead to. */
export interface Media {
  url: string;
  title: string;
}

export interface PlainOutput {
  text: string;
  choices: Choice[];
  cards: Card[];
  media: Media[];
}

export function readOutput(text: unknown, data: unknown): PlainOutput {
  const root = toRecord(data);
  // The function reference wraps rich content once more; the Say node's editor does, too.
  const rich = readRich(readRecord(root, "_cognigy") || readRecord(readRecord(root, "_data"), "_cognigy"));
  const own = typeof text === "string" ? toPlain(text) : "";
  const shown = rich.text === own ? [own] : [own, rich.text].filter((part) => part !== "");
  const media = [...rich.media, ...readRecords(root, "attachments").map(toAttachment)];
  return { ...rich, text: shown.join("\n"), media: media.filter(({ url }) => url !== "") };
}

const MEMBERS = [
  "_quickReplies",
  "_buttons",
  "_gallery",
  "_list",
  "_text",
  "_image",
  "_audio",
  "_video",
  "_adaptiveCard",
];

function readRich(cognigy: Json | undefined): PlainOutput {
  const neutral = readRecord(cognigy, "_default");
  const content = neutral || readRecord(cognigy, "_webchat") || readRecord(cognigy, "_facebook");
  const messenger = readRecord(content, "message");
  if (messenger) {
    return readMessenger(messenger);
  }
  const name = MEMBERS.filter((one) => readRecord(neutral, one) !== undefined)[0];
  return name === undefined ? readMember(content, "") : readMember(readRecord(neutral, name), name.slice(1));
}

/** The members of `_default`, which call the same things by the same names. */
function readMember(content: Json | undefined, kind: string): PlainOutput {
  const button = readRecord(content, "button");
  const choices = [
    ...readChoices(content, "quickReplies"),
    ...readChoices(content, "buttons"),
    ...(button ? [toChoice(button)].filter(isUsable) : []),
  ];
  const cards = readRecords(content, "items").map(toCard);
  const url = readUrl(content, `${kind}Url`);
  const isBare = choices.length + cards.length === 0 && url === "";
  const described = () => readHtml(content, "fallbackText") || textsOf(member(content, "adaptiveCard")).join("\n");
  return {
    text: readHtml(content, "text") || (isBare ? described() : ""),
    choices,
    cards,
    media: [{ url, title: readHtml(content, `${kind}AltText`) }],
  };
}

/** The Messenger-like shape of `_webchat` and `_facebook`. */
function readMessenger(message: Json): PlainOutput {
  const payload = readRecord(readRecord(message, "attachment"), "payload");
  return {
    text: readHtml(message, "text") || readHtml(payload, "text"),
    choices: [...readChoices(message, "quick_replies"), ...readChoices(payload, "buttons")],
    cards: readRecords(payload, "elements").map(toCard),
    media: [{ url: readUrl(payload, "url"), title: readHtml(payload, "altText") }],
  };
}

function toCard(record: Json): Card {
  const title = readHtml(record, "title");
  const choices = readChoices(record, "buttons");
  // Where a click on the whole entry leads.
  const url = readUrl(record, "defaultActionUrl") || readUrl(readRecord(record, "default_action"), "url");
  const isReached = url === "" || choices.some((choice) => choice.url === url);
  return {
    title,
    subtitle: readHtml(record, "subtitle"),
    imageUrl: readUrl(record, "imageUrl") || readUrl(record, "image_url"),
    choices: isReached ? choices : [...choices, { title: title || url, payload: "", url }],
  };
}

function readChoices(record: Json | undefined, key: string): Choice[] {
  return readRecords(record, key).map(toChoice).filter(isUsable);
}

function toChoice(record: Json): Choice {
  const title = readHtml(record, "title");
  const type = readText(record, "type") || readText(record, "contentType") || readText(record, "content_type");
  const url = readUrl(record, "url");
  if (type === "web_url" && url !== "") {
    return { title: title || url, payload: "", url };
  }
  const payload = readText(record, "payload") || "";
  // A number that cannot be dialled from here can be read.
  if (type === "phone_number" && !title.includes(payload)) {
    return { title: `${title} ${payload}`.trim(), payload };
  }
  if (type === "trigger_intent") {
    return { title, payload: `cIntent:${readText(record, "intentName") || ""}` };
  }
  return { title: title || payload.trim(), payload: payload || title };
}

function isUsable(choice: Choice): boolean {
  return choice.title !== "";
}

function toAttachment(record: Json): Media {
  const title = readHtml(record, "name") || readHtml(record, "fileName") || readHtml(record, "caption");
  return { url: readUrl(record, "url"), title };
}

function readHtml(record: Json | undefined, key: string): string {
  return toPlain(readText(record, key) || "");
}

/** Text fields take HTML, but most hold text, whose lines are meant. */
function toPlain(text: string): string {
  return htmlToText(/<[a-z/!][^<>]*>/i.test(text) ? text : text.replace(/\r?\n/g, "<br>"));
}

/** Samples hold malformed addresses; only what a chat can follow is used. */
function readUrl(record: Json | undefined, key: string): string {
  const url = (readText(record, key) || "").trim();
  return /^https?:\/\/[^\s<>"'\\]+$/i.test(url) && url.length <= 2048 ? url : "";
}

/** Every `text` of an Adaptive Card, in reading order. */
function textsOf(value: unknown, depth = 0): string[] {
  if (depth > 8 || typeof value !== "object" || value === null) {
    return [];
  }
  const own = readHtml(toRecord(value), "text");
  const texts = own === "" ? [] : [own];
  for (const inner of Object.values(value)) {
    for (const text of textsOf(inner, depth + 1)) {
      texts.push(text);
    }
  }
  return texts;
}

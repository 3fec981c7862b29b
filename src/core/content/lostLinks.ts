/** Links of a message that its customer would not see in what is sent: a channel ignores them, or they had no room. */
import { type Json, readRecords, readText } from "../inbound/read";
import { type ChannelKind, WITHOUT_CARD_URLS } from "./channelLimits";
import { readLink } from "./plainText";
import type { StructuredMessage } from "./structuredFields";

interface Link {
  title: string;
  url: string;
}

/** As lines of text. */
export function findLostLinks(
  wanted: StructuredMessage,
  sent: StructuredMessage,
  body: string,
  channel: ChannelKind,
): string[] {
  const shown = sent.type === "rich_link" || !WITHOUT_CARD_URLS.includes(channel) ? linksOfCards(sent) : [];
  const reached = new Set([...shown, ...linksOfButtons(sent)].map(({ url }) => url));
  const lost = [...linksOfCards(wanted), ...linksOfButtons(wanted)].filter(
    ({ url }) => !reached.has(url) && !body.includes(url),
  );
  return [...new Set(lost.map(({ title, url }) => (title === "" ? url : `${title}: ${url}`)))];
}

function cardsOf(message: StructuredMessage): readonly Json[] {
  return message.type === "carousel" ? readRecords(message, "items") : [message];
}

function linksOfCards(message: StructuredMessage): Link[] {
  return cardsOf(message).flatMap((card) => toLinks(card, readText(card, "url_text") || readText(card, "title")));
}

function linksOfButtons(message: StructuredMessage): Link[] {
  return cardsOf(message).flatMap((card) =>
    readRecords(card, "items").flatMap((button) => toLinks(button, readText(button, "title"))),
  );
}

function toLinks(record: Json, title = ""): Link[] {
  const url = readLink(record);
  return url ? [{ title, url }] : [];
}

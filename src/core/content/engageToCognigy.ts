/** An agent's message of Engage as outputs of Cognigy: rich content where Webchat has a form for it, text elsewhere. */

import { type Json, readRecords, readText } from "../inbound/read";
import type { AgentAttachment } from "../inbound/sdkAction";
import { STRUCTURED_TYPES } from "./channelLimits";
import { isSaid, joinTexts, readLink, toPlainMessage } from "./plainText";
import type { StructuredMessage } from "./structuredFields";

export interface RichOutput {
  text: string;
  /** For `data._cognigy._default`; its `fallbackText` is what channels show that have no form for it. */
  content?: Record<string, unknown>;
  /** For `data.attachments`. The text has a link to each, for channels that show no files. */
  files?: CognigyFile[];
}

interface CognigyFile {
  fileName: string;
  mimeType: string;
  size: number;
  url: string;
}

export interface EngageMessage {
  text: string;
  structured?: Json | undefined;
  attachments: readonly AgentAttachment[];
  /** Put before the words, where there are any. */
  author?: string;
}

/** Cognigy takes 10,000 characters at once; longer words are messages of their own. */
const MAX_QUESTION = 4_000;

/** Text first, then files, then what a chat can show or play. */
export function toCognigyMessages({ text, structured, attachments, author }: EngageMessage): RichOutput[] {
  const sign = (words: string) => (words === "" || author === undefined ? words : `${author}: ${words}`);
  const media = attachments.map(toMedia);
  const others = attachments.filter((_, index) => media[index] === undefined);
  const files = others.map(toFile);
  const links = others.map(({ name, url }) => (name === "" ? url : `${toFileName(name)}: ${url}`)).join("\n");
  const words = sign(text);
  return [
    ...(structured === undefined ? toText(words) : toCognigyOutputs(toMessage(structured), words)),
    ...toText(text === "" ? sign(links) : links).map((linked) => ({ ...linked, files })),
    ...media.filter((content) => content !== undefined).map((content) => ({ text: "", content })),
  ];
}

function toText(text: string): RichOutput[] {
  return text === "" ? [] : [{ text }];
}

/** A type that is not known here is shown by its parts that all types have. */
function toMessage(structured: Json): StructuredMessage {
  const given = readText(structured, "type");
  return { ...structured, type: STRUCTURED_TYPES.find((type) => type === given) ?? "list" };
}

/** In the order in which the customer is to see them. */
export function toCognigyOutputs(message: StructuredMessage, words: string): RichOutput[] {
  const plain = toPlainMessage(message);
  const fallbackText = joinTexts(words, plain);
  const items = readRecords(message, "items");
  switch (message.type) {
    case "select": {
      if (items.length === 0) {
        break;
      }
      const isLong = words.length > MAX_QUESTION;
      const question = { text: isLong ? "" : words, fallbackText: isLong ? plain : fallbackText };
      const quickReplies = { type: "quick_replies", ...question, quickReplies: items.map(toQuickReply) };
      return [...(isLong ? toText(words) : []), rich("quickReplies", quickReplies)];
    }
    case "carousel":
      if (items.length === 0) {
        break;
      }
      return [
        ...toUnsaid(words, plain),
        rich("gallery", { type: "carousel", items: items.map(toCard), fallbackText: plain }),
      ];
    case "rich_link":
    case "template": {
      const card = toCard(message);
      if (card.imageUrl === "" && card.buttons.length > 0) {
        const text = [card.title, card.subtitle].filter((part) => part !== "").join("\n");
        const buttons = { type: "buttons", text: text || words, buttons: card.buttons, fallbackText: plain };
        return [...(text === "" ? [] : toUnsaid(words, plain)), rich("buttons", buttons)];
      }
      if (card.imageUrl === "") {
        break;
      }
      return [...toUnsaid(words, plain), rich("gallery", { type: "carousel", items: [card], fallbackText: plain })];
    }
    case "list": {
      if (items.length === 0) {
        break;
      }
      const head = joinTexts(words, readText(message, "title") ?? "", readText(message, "subtitle") ?? "");
      return [...toText(head), rich("list", { type: "list", items: items.map(toListItem), fallbackText: plain })];
    }
    default:
  }
  return toText(fallbackText);
}

function rich(member: string, content: Record<string, unknown>): RichOutput {
  return { text: "", content: { [`_${member}`]: content } };
}

/** The words beside cards are often the same again, for channels without cards. */
function toUnsaid(words: string, plain: string): RichOutput[] {
  return isSaid(words, plain) ? [] : toText(words);
}

function toQuickReply(item: Json, index: number) {
  const title = readText(item, "title") ?? "";
  const payload = readText(item, "payload") || title;
  return { id: index + 1, title, contentType: "postback", payload, imageUrl: toImageUrl(item), imageAltText: "" };
}

function toCard(card: Json) {
  const url = toUrl(readLink(card));
  const title = readText(card, "title") ?? "";
  const visit =
    url === "" ? [] : [{ title: readText(card, "url_text") || hostOf(url), type: "web_url", url, target: "_blank" }];
  return {
    title,
    subtitle: readText(card, "subtitle") ?? "",
    imageUrl: toImageUrl(card),
    imageAltText: title,
    buttons: [...readRecords(card, "items").map(toButton), ...visit].map((button, index) => ({
      id: index + 1,
      ...button,
    })),
  };
}

function toListItem(item: Json) {
  const { title, payload } = toQuickReply(item, 0);
  return {
    title,
    subtitle: readText(item, "subtitle") ?? "",
    imageUrl: toImageUrl(item),
    imageAltText: title,
    buttons: [{ id: 1, title, type: "postback", payload }],
  };
}

function toButton(button: Json) {
  const title = readText(button, "title") ?? "";
  const url = toUrl(readLink(button));
  if (url !== "" && readText(button, "type") !== "reply") {
    return { title, type: "web_url", url, target: "_blank" };
  }
  return { title, type: "postback", payload: readText(button, "payload") || title };
}

/** Only addresses that a chat may show: no deep links, no scripts. */
function toUrl(url: string | undefined): string {
  return url !== undefined && /^https?:\/\/[^\s<>"'\\]{3,2000}$/i.test(url) ? url : "";
}

/** The Channel SDK puts an address in the place of the attachment's id. */
function toImageUrl(record: Json): string {
  return toUrl(readText(record, "attachment_url"));
}

function hostOf(url: string): string {
  return url.split(/[/?#]/)[2] ?? url;
}

/** Its size is shown but not told: the Channel SDK sends address, type and name. */
function toFile({ type, url, name }: AgentAttachment): CognigyFile {
  return {
    fileName: toFileName(name) || lastPart(url),
    mimeType: type || "application/octet-stream",
    size: 0,
    url,
  };
}

/** Webchat takes the line with the link for HTML. */
function toFileName(name: string): string {
  return name.replace(/[<>]/g, "");
}

function lastPart(url: string): string {
  return url.split(/[?#]/)[0]?.split("/").pop() || url;
}

function toMedia({ type, url, name }: AgentAttachment): Record<string, unknown> | undefined {
  const kind =
    /^(image|audio|video)/.exec(type)?.[1] ??
    /\.(?:(png|jpe?g|gif|webp)|(mp3|ogg|m4a|aac)|(mp4|mov|webm))(?:$|\?)/i
      .exec(url)
      ?.slice(1)
      .map((found, index) => (found ? ["image", "audio", "video"][index] : undefined))
      .find((found) => found !== undefined);
  if (kind === undefined) {
    return undefined;
  }
  return { [`_${kind}`]: { type: kind, [`${kind}Url`]: url, [`${kind}AltText`]: name } };
}

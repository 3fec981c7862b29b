/** A Flow's output in one form, whichever of Cognigy's shapes it came in. */
import { htmlToText } from "../inbound/htmlToText";
import { type Json, member, readRecords, readText, toRecord } from "../inbound/read";

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

export interface Media {
  kind: "image" | "audio" | "video" | "file";
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
  const cognigy = toRecord(member(root, "_cognigy")) || toRecord(member(toRecord(member(root, "_data")), "_cognigy"));
  const rich = readRich(cognigy);
  const own = typeof text === "string" ? toPlain(text) : "";
  const shown = rich.text !== "" && rich.text !== own ? [own, rich.text].filter((part) => part !== "").join("\n") : own;
  return {
    ...rich,
    text: shown,
    media: [...rich.media, ...readRecords(root, "attachments").map(toAttachment)].filter(({ url }) => url !== ""),
  };
}

function readRich(cognigy: Json | undefined): PlainOutput {
  const fallback = toRecord(member(cognigy, "_default"));
  if (fallback !== undefined) {
    const messenger = toRecord(member(fallback, "message"));
    return messenger ? readMessenger(messenger) : readDefault(fallback);
  }
  const channel = toRecord(member(cognigy, "_webchat")) || toRecord(member(cognigy, "_facebook"));
  return readMessenger(toRecord(member(channel, "message")));
}

function nothing(text = ""): PlainOutput {
  return { text, choices: [], cards: [], media: [] };
}

function readDefault(content: Json): PlainOutput {
  const quickReplies = toRecord(member(content, "_quickReplies"));
  if (quickReplies)
    return { ...nothing(readHtml(quickReplies, "text")), choices: readChoices(quickReplies, "quickReplies") };
  const buttons = toRecord(member(content, "_buttons"));
  if (buttons) return { ...nothing(readHtml(buttons, "text")), choices: readChoices(buttons, "buttons") };
  const gallery = toRecord(member(content, "_gallery"));
  if (gallery) return { ...nothing(), cards: readRecords(gallery, "items").map(toCard) };
  const list = toRecord(member(content, "_list"));
  if (list) {
    const button = toRecord(member(list, "button"));
    return {
      ...nothing(),
      cards: readRecords(list, "items").map(toCard),
      choices: button ? [toChoice(button)].filter(isUsable) : [],
    };
  }
  const text = toRecord(member(content, "_text"));
  if (text) return nothing(readHtml(text, "text"));
  for (const kind of ["image", "audio", "video"] as const) {
    const media = toRecord(member(content, `_${kind}`));
    if (media)
      return {
        ...nothing(),
        media: [{ kind, url: readUrl(media, `${kind}Url`), title: readHtml(media, `${kind}AltText`) }],
        choices: readChoices(media, "buttons"),
      };
  }
  const adaptive = toRecord(member(content, "_adaptiveCard"));
  return nothing(
    adaptive ? readHtml(adaptive, "fallbackText") || textsOf(member(adaptive, "adaptiveCard")).join("\n") : "",
  );
}

/** The Messenger-like shape of `_webchat` and `_facebook`. */
function readMessenger(message: Json | undefined): PlainOutput {
  if (message === undefined) return nothing();
  const attachment = toRecord(member(message, "attachment"));
  const payload = toRecord(member(attachment, "payload"));
  const kind = readText(attachment, "type");
  const choices = [...readChoices(message, "quick_replies"), ...readChoices(payload, "buttons")];
  const media: Media[] =
    kind === "image" || kind === "audio" || kind === "video" || kind === "file"
      ? [{ kind, url: readUrl(payload, "url"), title: readHtml(payload, "altText") }]
      : [];
  return {
    text: readHtml(message, "text") || readHtml(payload, "text"),
    choices,
    cards: readRecords(payload, "elements").map(toCard),
    media,
  };
}

function toCard(record: Json): Card {
  return {
    title: readHtml(record, "title"),
    subtitle: readHtml(record, "subtitle"),
    imageUrl: readUrl(record, "imageUrl") || readUrl(record, "image_url"),
    choices: readChoices(record, "buttons"),
  };
}

function readChoices(record: Json | undefined, key: string): Choice[] {
  return readRecords(record, key).map(toChoice).filter(isUsable);
}

function toChoice(record: Json): Choice {
  const title = readHtml(record, "title");
  const type = readText(record, "type") || readText(record, "contentType") || readText(record, "content_type");
  const url = readUrl(record, "url");
  if (type === "web_url" && url !== "") return { title: title || url, payload: "", url };
  const payload = readText(record, "payload") || "";
  if (type === "trigger_intent") return { title, payload: `cIntent:${readText(record, "intentName") || ""}` };
  return { title: title || payload, payload: payload || title };
}

function isUsable(choice: Choice): boolean {
  return choice.title !== "";
}

function toAttachment(record: Json): Media {
  const type = readText(record, "type") || readText(record, "mimeType") || "";
  const kind = (["image", "audio", "video"] as const).filter((known) => type.indexOf(known) === 0)[0] || "file";
  return {
    kind,
    url: readUrl(record, "url"),
    title: readHtml(record, "name") || readHtml(record, "fileName") || readHtml(record, "caption"),
  };
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
  if (depth > 8) return [];
  if (Array.isArray(value)) return value.reduce<string[]>((all, item) => all.concat(textsOf(item, depth + 1)), []);
  const record = toRecord(value);
  if (record === undefined) return [];
  const own = readHtml(record, "text");
  return Object.keys(record).reduce<string[]>(
    (all, key) => all.concat(textsOf(record[key], depth + 1)),
    own === "" ? [] : [own],
  );
}

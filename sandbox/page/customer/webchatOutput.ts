/** What the socket of the Webchat Endpoint brings, as a message of the chat. */
import { readOutput } from "../../../src/core/content/cognigyOutput";
import { type Json, member, readNumber, readRecords, readText, toRecord } from "../../../src/core/inbound/read";
import { type ChatEntry, type ChatMedia, type RatingRequest, toMediaKind } from "./chatEntry";
import { withoutFileLinks } from "./withoutFileLinks";

/** Nothing for outputs that have nothing to show, a Flow's control words for example. */
export function toWebchatEntry(output: unknown, id: string, at: number): ChatEntry | undefined {
  const record = toRecord(output);
  const data = toRecord(member(record, "data"));
  const queue = readQueueUpdate(data);
  const { text, choices, cards, media } = readOutput(member(record, "text"), data);
  if (queue !== undefined && text === "") {
    return { id, at, from: "system", name: "", text: queue, choices: [], cards: [], media: [], isQueue: true };
  }
  const rating = readRatingRequest(data);
  if (rating !== undefined) {
    return { id, at, from: "system", name: "", text: rating.title, choices: [], cards: [], media: [], rating };
  }
  if (text === "" && choices.length + cards.length + media.length === 0) {
    return undefined;
  }
  const agent = toRecord(member(data, "engageAgent"));
  const from = agent === undefined ? "bot" : "agent";
  // A Flow may say HTML; what an agent wrote has become plain text before, in which a tag is a text.
  const written = agent === undefined ? undefined : readText(record, "text");
  return {
    id,
    at,
    from,
    name: readText(agent, "name") ?? "",
    text: written ? withoutFileLinks(written, media) : text,
    choices,
    cards,
    media: media.map((one) => ({ ...one, kind: findKind(one.url, data) })),
  };
}

/** Webchat v3's own display of the queue: the widget looks for it in the data's own `data`, and nowhere else. */
function readQueueUpdate(data: Json | undefined): string | undefined {
  const cognigy = toRecord(member(toRecord(member(data, "data")), "_cognigy"));
  const event = toRecord(member(cognigy, "_webchat3"));
  if (readText(event, "type") !== "queueUpdate") {
    return undefined;
  }
  const payload = toRecord(member(event, "payload"));
  const position = readNumber(payload, "position");
  const waitMs = readNumber(payload, "estimatedWaitTime");
  const parts = [
    position === undefined ? "" : `You are number ${position} in the queue`,
    waitMs === undefined ? "" : `about ${Math.max(1, Math.round(waitMs / 60_000))} min`,
  ].filter((part) => part !== "");
  return readText(payload, "alternativeText") || parts.join(", ") || "You are in the queue";
}

function readRatingRequest(data: Json | undefined): RatingRequest | undefined {
  const plugin = toRecord(member(data, "_plugin"));
  if (readText(plugin, "type") !== "request-rating") {
    return undefined;
  }
  const texts = toRecord(member(plugin, "data"));
  return {
    title: readText(texts, "ratingTitleText") || "How was this chat?",
    commentLabel: readText(texts, "ratingCommentText") || "Comment",
  };
}

/** As the message says; where it does not, as the address ends. */
function findKind(url: string, data: Json | undefined): ChatMedia["kind"] {
  const attachment = readRecords(data, "attachments").find((one) => readText(one, "url") === url);
  const cognigy = toRecord(member(data, "_cognigy"));
  const content = toRecord(member(cognigy, "_default"));
  const message = toRecord(member(toRecord(member(cognigy, "_webchat")) ?? content, "message"));
  const type =
    readText(attachment, "mimeType") ??
    readText(attachment, "type") ??
    ["image", "audio", "video"].find((kind) => member(content, `_${kind}`) !== undefined) ??
    readText(toRecord(member(message, "attachment")), "type") ??
    ENDINGS.find(([ending]) => ending.test(url))?.[1] ??
    "file";
  return toMediaKind(type);
}

const ENDINGS = [
  [/\.(png|jpe?g|gif|webp|svg)(\?|$)/i, "image"],
  [/\.(mp3|ogg|m4a|aac|wav)(\?|$)/i, "audio"],
  [/\.(mp4|mov|webm)(\?|$)/i, "video"],
] as const;

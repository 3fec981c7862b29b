/** `content.imported` is broader than "a customer wrote": which of them the bot shall answer, and what they say. */
import { type CategoryPair, isWithAgents, isWithBot } from "../categories";
import { MESSAGING_TYPES, SUPPORTED_TYPES, toChannelKind } from "../content/channelLimits";
import { type Offer, readStructuredReply, type StructuredReply } from "../content/structuredReply";
import { cutText } from "../text";
import type { EngageEvent } from "./engageEvent";
import { htmlToText } from "./htmlToText";
import { type Json, member, readFlag, readNumber, readRecord, readText, readTexts } from "./read";

export interface MessageRules extends CategoryPair {
  /** Identities that agents or the bot write as. */
  ownIdentityIds: readonly string[];
  /** Whether only conversations with the Bot category reach the Flow. */
  onlyBotCategory: boolean;
}

export type MessageDecision = { forFlow: true } | { forFlow: false; reason: string };

/** Cognigy takes 10,000 characters of text. */
const MAX_INPUT_TEXT = 10_000;

/** Mails can be endless; five times what is kept is read. */
const MAX_READ = 5 * MAX_INPUT_TEXT;

const BRAND_STATUSES = ["user_reply", "user_initiated"];
const CUSTOMER_STATUSES = ["new", "assigned"];

/** The reference's decision table, from top to bottom. */
export function decideMessage(event: EngageEvent, rules: MessageRules): MessageDecision {
  const { metadata } = event;
  const status = readText(metadata, "status") || "";
  const hasReply = readRecord(metadata, "structured_reply") !== undefined;
  const categoryIds = event.categoryIds || [];
  const no = (reason: string): MessageDecision => ({ forFlow: false, reason });
  if (BRAND_STATUSES.includes(status)) {
    return no("brand_status");
  }
  const creator = member(metadata, "creator_id");
  if (creator !== undefined && creator !== null && creator !== "") {
    return no("written_by_user");
  }
  if (event.identityId === undefined || event.threadId === undefined || event.resourceId === undefined) {
    return no("incomplete");
  }
  if (rules.ownIdentityIds.includes(event.identityId)) {
    return no("own_identity");
  }
  const createdFrom = readText(metadata, "created_from");
  if (createdFrom !== undefined && createdFrom !== "synchronizer") {
    return no("not_from_the_source");
  }
  // An answered Apple form is "ignored" although a customer sent it.
  if (status === "ignored" ? !hasReply : status !== "" && !CUSTOMER_STATUSES.includes(status)) {
    return no("status");
  }
  if (isWithAgents(categoryIds, rules)) {
    return no("with_agents");
  }
  if (rules.onlyBotCategory && !isWithBot(categoryIds, rules)) {
    return no("not_bot_category");
  }
  if (!hasReply && !readFlag(metadata, "has_attachment") && toMessageText(metadata).text.trim() === "") {
    return no("empty");
  }
  return { forFlow: true };
}

export interface MessageText {
  text: string;
  isTruncated: boolean;
  structuredReply?: StructuredReply;
}

/**
 * HTML as text; the payload of a structured reply in place of its title, as a Flow expects of a quick reply; where there
 * are no words, the coordinates of a location.
 */
export function toMessageText(metadata: Json, offers: readonly Offer[] = []): MessageText {
  const whole = readText(metadata, "body") || "";
  const isHtml = readText(metadata, "body_input_format") === "html";
  const said = isHtml ? htmlToText(whole, MAX_READ) : whole.slice(0, MAX_READ);
  const location = said.trim() === "" ? readLocation(metadata) : undefined;
  const shown = location ? `${location.latitude}, ${location.longitude}` : said;
  const answer = readStructuredReply(metadata, cutText(shown, MAX_INPUT_TEXT), offers);
  const text = answer ? answer.text : shown;
  return {
    text: cutText(text, MAX_INPUT_TEXT),
    isTruncated: text.length > MAX_INPUT_TEXT || (text === shown && whole.length > MAX_READ),
    ...(answer && { structuredReply: { ...answer.reply, payload: cutText(answer.reply.payload, MAX_INPUT_TEXT) } }),
  };
}

interface Location {
  latitude: number;
  longitude: number;
}

/** What a customer shared from a map. Seen in a sample only, so numbers may be texts. */
function readLocation(metadata: Json): Location | undefined {
  const record = readRecord(metadata, "location");
  const [latitude, longitude] = ["latitude", "longitude"].map((key) => {
    const text = readText(record, key) || "";
    return text.trim() === "" ? readNumber(record, key) : Number(text);
  });
  return Number.isFinite(latitude) && Number.isFinite(longitude)
    ? { latitude: Number(latitude), longitude: Number(longitude) }
    : undefined;
}

/** `input.data.engage` before it is sealed: in alphabetical order, so that sealing needs no sorted copy. */
export function toEngageData(event: EngageEvent, isTruncated: boolean): Json {
  const { metadata } = event;
  const location = readLocation(metadata);
  return {
    categoryIds: event.categoryIds || [],
    // Other events are about interventions, tasks, or what an agent wrote: nothing that could be answered.
    contentId: (event.type === "content.imported" && event.resourceId) || null,
    event: { id: event.id, issuedAt: event.issuedAtMs, type: event.type },
    firstInThread: readFlag(metadata, "first_in_thread"),
    identityId: event.identityId || null,
    interventionId: event.interventionId || null,
    language: readText(metadata, "language") || null,
    ...(location && { location }),
    private: readFlag(metadata, "private"),
    resourceType: event.resourceType,
    route: "channel",
    sourceId: event.sourceId || null,
    sourceType: toSourceType(event) || null,
    structuredContent: toCapabilities(event),
    threadId: event.threadId || null,
    ...(isTruncated && { truncated: true }),
  };
}

/** The structured types that the customer's channel shows: as the message says, else as is known of the channel. */
export function toCapabilities(event: EngageEvent): string[] {
  const { metadata } = event;
  const listed = readTexts(metadata, "capabilities_supported");
  if (listed.length > 0) {
    return listed;
  }
  const supported = member(metadata, "structured_content_supported");
  const isKnown = supported !== undefined && supported !== null;
  if (isKnown && !readFlag(metadata, "structured_content_supported")) {
    return [];
  }
  const usual = SUPPORTED_TYPES[toChannelKind(toSourceType(event))];
  return [...(isKnown && usual.length === 0 ? MESSAGING_TYPES : usual)];
}

/** By which the channel is known. Where the metadata doesn't name it, the message's type begins with it. */
export function toSourceType({ metadata, type, resourceType }: EngageEvent): string {
  const ofMessage = type.indexOf("content.") === 0 ? resourceType : "";
  return readText(metadata, "source_type") || (readText(metadata, "type") || ofMessage).split("/")[0] || "";
}

const MAX_FILES = 20;

/** The files of a message, without those that Engage found infected. */
export function toFileReferences(attachments: readonly Json[]): object[] {
  const clean = attachments.filter((record) => !member(record, "virus_signature"));
  return clean.slice(0, MAX_FILES).map(toFileReference);
}

/** As a Flow may see it. */
function toFileReference(record: Json): object {
  const size = member(record, "size");
  return {
    id: readText(record, "id") || null,
    // The address asks for a token, which a Flow must not have in it.
    url: (readText(record, "url") || "").split("?")[0] || null,
    fileName: readText(record, "filename") || null,
    mimeType: readText(record, "content_type") || null,
    size: typeof size === "number" ? size : null,
  };
}

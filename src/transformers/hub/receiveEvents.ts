/** Webhook deliveries: authenticated by the secret, decided event by event, answered with 200, then at most one Flow run. */
import {
  decideMessage,
  toCapabilities,
  toEngageData,
  toFileReference,
  toMessageText,
  toSourceType,
} from "../../core/inbound/customerMessage";
import { type EngageEvent, parseEvents } from "../../core/inbound/engageEvent";
import { decideUpdate, type HandoverUpdate, holderOf } from "../../core/inbound/handoverUpdate";
import { isKnownSecret } from "../../core/inbound/handshake";
import { readFlag, readRecords, readText, readTexts, toRecord } from "../../core/inbound/read";
import { HANDOVER_CATEGORIES_KEY, type WorkItem } from "../../core/inbound/workItem";
import { type FlowInput, type InputArguments, readHeader, respond } from "../platform";
import { describeFailure, readContent, requestEngage } from "../requestEngage";
import type { HubSettings } from "./hubConfig";
import { type ReplyTarget, readReplyTarget, rememberReplyTarget, sealFor, toWorkInput } from "./hubSession";
import { openThreadMemory } from "./threadMemory";

export async function receiveEvents(
  { request, response }: InputArguments,
  settings: HubSettings,
): Promise<FlowInput | null> {
  if (!isKnownSecret(readHeader(request, "X-Dimelo-Secret"), settings.webhookSecrets)) {
    console.error(
      "engage-hub: webhook_secret_wrong: a webhook delivery came without the right X-Dimelo-Secret and was refused",
    );
    respond(response, 401, "Unauthorized");
    return null;
  }
  const { events, unreadable } = parseEvents(request.body);
  if (unreadable > 0) {
    console.error(
      `engage-hub: event_unreadable: ${unreadable} event(s) of a delivery could not be read and were ignored`,
    );
  }
  const sorted = [...events].sort((a, b) => a.issuedAtMs - b.issuedAtMs);
  // First what takes long: should the platform stop this handler meanwhile, the event is not noted yet, and Engage sends again.
  const attachments = await fetchOfSingleEvent(sorted, settings);
  const items: WorkItem[] = [];
  for (const event of sorted) {
    const item = await decideEvent(event, settings);
    if (item !== undefined) {
      items.push(item);
    }
  }
  const input = await toFlowInput(items, events, attachments, settings);
  // Exactly 200, also when nothing is done: Engage switches a webhook off that answers anything else.
  respond(response, 200, "ok");
  return input;
}

/** What the event asks for, noted in the conversation's memory; nothing for what is known, late or not ours. */
async function decideEvent(event: EngageEvent, settings: HubSettings): Promise<WorkItem | undefined> {
  const { threadId, sourceId, identityId } = event;
  if (threadId === undefined) {
    return undefined;
  }
  const memory = await openThreadMemory(threadId);
  if (!memory.isNew(event.id)) {
    return undefined;
  }
  const isBridge = settings.bridgeSourceId !== undefined && sourceId === settings.bridgeSourceId;
  const holder = holderOf(event, settings.rules, memory.known());
  // What the customer forwards to agents who have given the conversation back to the bot is news of that, and no message.
  const isForwarded = isBridge && holder === "bot" && !isOpening(event);
  if (event.type === "content.imported" && !isForwarded) {
    const item = isBridge ? toImported(event, settings) : await toCustomerMessage(event, settings);
    // A message to the bot ends whatever was known of the last handover.
    memory.noteHolder(holder, event.issuedAtMs, true);
    return item !== undefined && memory.isNew(`content ${event.resourceId}`) ? item : undefined;
  }
  const decision = decideUpdate(event, memory.known(), settings.rules, isBridge);
  memory.noteHolder(holder, event.issuedAtMs);
  if (decision.update === undefined) {
    return undefined;
  }
  memory.noteUpdate(decision.update, event.issuedAtMs);
  if (!isTold(decision.update, settings)) {
    return undefined;
  }
  if (isBridge) {
    return { kind: "bridgeUpdate", threadId, id: event.id, atMs: event.issuedAtMs, update: decision.update };
  }
  if (identityId === undefined) {
    console.error(
      `engage-hub: event_incomplete: ${event.type} of thread ${threadId} names no customer; the Flow is not told`,
    );
    return undefined;
  }
  return {
    kind: "channelUpdate",
    userId: identityId,
    sessionId: threadId,
    id: event.id,
    update: decision.update,
    data: toEngageData(event, false),
  };
}

/** Which updates run the Flow is a setting; the end always does. */
function isTold({ status }: HandoverUpdate, settings: HubSettings): boolean {
  if (status === "queue") {
    return settings.sendQueueEvent;
  }
  return status === "active" ? settings.sendActiveEvent : true;
}

async function toCustomerMessage(event: EngageEvent, settings: HubSettings): Promise<WorkItem | undefined> {
  const { identityId = "", threadId = "", resourceId = "" } = event;
  const decision = decideMessage(event, settings.rules);
  if (!decision.forFlow) {
    // Not for the Flow, but what the bot's next words, such as those at the end of the handover, reply to.
    if (decision.reason === "with_agents") {
      await rememberReplyTarget(identityId, threadId, toReplyTarget(event));
    }
    return undefined;
  }
  const { offers = [] } = (await readReplyTarget(identityId, threadId)) || {};
  const { text, isTruncated, structuredReply } = toMessageText(event.metadata, offers);
  const data = { engage: toEngageData(event, isTruncated), ...(structuredReply && { structuredReply }) };
  return {
    kind: "customerMessage",
    userId: identityId,
    sessionId: threadId,
    id: event.id,
    text,
    contentId: resourceId,
    data,
    ...(readFlag(event.metadata, "has_attachment") && { hasAttachment: true }),
  };
}

function isOpening({ metadata }: EngageEvent): boolean {
  return (readText(metadata, "foreign_id") || "").indexOf("handover-") === 0;
}

/** On the bridge's own source only the opening message of a handover is news: it may be what a pending one waits for. */
function toImported(event: EngageEvent, settings: HubSettings): WorkItem | undefined {
  const { threadId = "", resourceId = "", categoryIds: current = [] } = event;
  if (!isOpening(event) || current.indexOf(settings.rules.agentCategoryId) !== -1) {
    return undefined;
  }
  const categoryIds = readTexts(toRecord(event.metadata.context_data), HANDOVER_CATEGORIES_KEY);
  return { kind: "imported", threadId, contentId: resourceId, id: event.id, categoryIds };
}

/** One thing on route `channel` runs the Flow in its own session; everything else is work for Receive Engage Events. */
async function toFlowInput(
  items: readonly WorkItem[],
  events: readonly EngageEvent[],
  attachments: object[] | undefined,
  settings: HubSettings,
): Promise<FlowInput | null> {
  const [item] = items;
  if (item === undefined) {
    return null;
  }
  if (items.length > 1 || (item.kind !== "customerMessage" && item.kind !== "channelUpdate")) {
    return toWorkInput(items, settings);
  }
  if (item.kind === "customerMessage" && item.hasAttachment && attachments === undefined) {
    return toWorkInput(items, settings);
  }
  const { userId, sessionId } = item;
  if (item.kind === "channelUpdate") {
    const handover = sealFor(settings, "handover", sessionId, { ...item.update });
    return {
      userId,
      sessionId,
      text: "",
      data: { handover, engage: sealFor(settings, "engage", sessionId, item.data) },
    };
  }
  const event = events.filter(({ id }) => id === item.id)[0];
  if (event !== undefined) {
    await rememberReplyTarget(userId, sessionId, toReplyTarget(event));
  }
  const engage = sealFor(settings, "engage", sessionId, toRecord(item.data.engage) || {});
  return {
    userId,
    sessionId,
    text: item.text || "",
    data: { ...item.data, engage, ...(attachments && { attachments }) },
  };
}

function toReplyTarget({ metadata, resourceId = "" }: EngageEvent): ReplyTarget {
  return {
    contentId: resourceId,
    isPrivate: readFlag(metadata, "private"),
    capabilities: toCapabilities(metadata),
    sourceType: toSourceType(metadata),
    offers: [],
  };
}

/** The event only tells that there are files. This is the one request that a handler has. */
async function fetchOfSingleEvent(
  events: readonly EngageEvent[],
  settings: HubSettings,
): Promise<object[] | undefined> {
  const [event] = events;
  if (event === undefined || events.length > 1 || event.type !== "content.imported") {
    return undefined;
  }
  const isBridge = settings.bridgeSourceId !== undefined && event.sourceId === settings.bridgeSourceId;
  if (isBridge || !readFlag(event.metadata, "has_attachment")) {
    return undefined;
  }
  if (!decideMessage(event, settings.rules).forFlow) {
    return undefined;
  }
  // The platform stops a handler that waits too long, and Engage sends the event again: then a node reads the files.
  const isFirstTry = (await openThreadMemory(event.threadId || "")).isNew(`files ${event.id}`);
  return isFirstTry ? fetchAttachments(event.resourceId || "", settings) : undefined;
}

async function fetchAttachments(contentId: string, settings: HubSettings): Promise<object[]> {
  try {
    const content = await requestEngage(
      {
        uri: `${settings.apiUrl}/contents/${encodeURIComponent(contentId)}`,
        method: "GET",
        headers: { Authorization: `Bearer ${settings.accessToken}`, Accept: "application/json" },
      },
      readContent,
    );
    return readRecords(content, "attachments").slice(0, 20).map(toFileReference);
  } catch (error) {
    console.error(
      `engage-hub: attachments_unreadable: content ${contentId}: ${describeFailure(error)}; the message goes to the Flow without them`,
    );
    return [];
  }
}

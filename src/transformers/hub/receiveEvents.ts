/** Webhook deliveries: authenticated by the secret, decided event by event, answered with 200, then at most one Flow run. */
import {
  decideMessage,
  toCapabilities,
  toEngageData,
  toFileReferences,
  toMessageText,
  toSourceType,
} from "../../core/inbound/customerMessage";
import { type DecidedUpdate, decideLongWait, decideUpdate, holderOf, isOver } from "../../core/inbound/decideUpdate";
import { type EngageEvent, parseEvents } from "../../core/inbound/engageEvent";
import { isKnownSecret } from "../../core/inbound/handshake";
import { readFlag, readRecords, readText, toRecord } from "../../core/inbound/read";
import { writeEngageClaim } from "../../protocol/engageClaim";
import { writeHandoverUpdate } from "../../protocol/handoverUpdate";
import { MEMBERS } from "../../protocol/members";
import { isHandoverId, readHandoverId } from "../../protocol/messageIds";
import { readOpeningContext } from "../../protocol/openingContext";
import type { ReplyTarget } from "../../protocol/replyTarget";
import { MAX_WORK_BYTES, MAX_WORK_ITEMS, toSlimItem, type WorkItem } from "../../protocol/work";
import { type FlowInput, type InputArguments, readHeader, respond } from "../platform";
import { describeFailure, readContent, requestEngage } from "../requestEngage";
import type { HubSettings } from "./hubConfig";
import { openReplyTarget, rememberReplyTarget, sealingOf, toWorkInput } from "./hubSession";
import { logProblem } from "./logProblem";
import { openThreadMemory, type ThreadMemory } from "./threadMemory";

export async function receiveEvents(
  { request, response }: InputArguments,
  settings: HubSettings,
): Promise<FlowInput | null> {
  if (!isKnownSecret(readHeader(request, "X-Dimelo-Secret"), settings.webhookSecrets)) {
    logProblem("webhook_secret_wrong", "a webhook delivery came without the right X-Dimelo-Secret and was refused");
    respond(response, 401, "Unauthorized");
    return null;
  }
  const { events, unreadable } = parseEvents(request.body);
  if (unreadable > 0) {
    logProblem("event_unreadable", `${unreadable} event(s) of a delivery could not be read and were ignored`);
  }
  const sorted = [...events].sort((a, b) => a.issuedAtMs - b.issuedAtMs);
  // First what takes long: should the platform stop this handler meanwhile, the event is not noted yet, and Engage sends again.
  const attachments = await fetchOfSingleEvent(sorted, settings);
  const { items, left } = await decideEvents(sorted, settings);
  const input = await toFlowInput(items, events, attachments, settings);
  if (left > 0) {
    logProblem(
      "delivery_too_large",
      `${left} of ${events.length} events of a delivery were left for later; Engage is asked to send it again`,
    );
    respond(response, 503, "Send this delivery again: its other events come next");
    return input;
  }
  // Exactly 200, also when nothing is done: Engage switches a webhook off that answers anything else.
  respond(response, 200, "ok");
  return input;
}

/** As many as one Flow run can carry out. What is left isn't noted anywhere, so it counts as new when it comes again. */
async function decideEvents(
  events: readonly EngageEvent[],
  settings: HubSettings,
): Promise<{ items: WorkItem[]; left: number }> {
  const items: WorkItem[] = [];
  let bytes = 0;
  for (let index = 0; index < events.length; index++) {
    const event = events[index];
    if (items.length === MAX_WORK_ITEMS || bytes > MAX_WORK_BYTES - MAX_SLIM_BYTES) {
      return { items, left: events.length - index };
    }
    const item = event && (await decideEvent(event, settings));
    if (item !== undefined) {
      items.push(item);
      // After the last one nobody asks, and mostly there is one only.
      bytes += index + 1 < events.length ? Buffer.byteLength(JSON.stringify(toSlimItem(item))) : 0;
    }
  }
  return { items, left: 0 };
}

function isForAgents(event: EngageEvent, { rules }: HubSettings): boolean {
  const decision = decideMessage(event, rules);
  return !decision.forFlow && decision.reason === "with_agents";
}

function isOfBridge({ sourceId }: EngageEvent, { bridgeSourceId }: HubSettings): boolean {
  return bridgeSourceId !== undefined && sourceId === bridgeSourceId;
}

/** What one item takes at most without its text. */
const MAX_SLIM_BYTES = 4_096;

/** What the event asks for, noted in the conversation's memory; nothing for what is known, late or not ours. */
async function decideEvent(event: EngageEvent, settings: HubSettings): Promise<WorkItem | undefined> {
  const { threadId } = event;
  if (threadId === undefined) {
    return undefined;
  }
  const memory = await openThreadMemory(threadId);
  if (!memory.isNew(event.id)) {
    return undefined;
  }
  const isBridge = isOfBridge(event, settings);
  const holder = holderOf(event, settings.rules);
  // What the customer forwards to agents who have given the conversation back to the bot is news of that, and no message.
  const isForwarded = isBridge && holder === "bot" && !isOpening(event);
  if (event.type === "content.imported" && !isForwarded) {
    const item = isBridge ? toImported(event, memory, settings) : await toCustomerMessage(event, memory, settings);
    // A message to the bot ends whatever was known of the last handover.
    memory.noteHolder(holder, event.issuedAtMs, true);
    if (item !== undefined) {
      return memory.isNew(`content ${event.resourceId}`) ? item : undefined;
    }
    // On the bridge the relay has the customer's messages, and knows how long the customer waits.
    return isBridge || !isForAgents(event, settings) ? undefined : reportLongWait(event, memory, settings);
  }
  const decision = decideUpdate(event, memory.known(), settings.rules, isBridge);
  memory.noteHolder(holder, event.issuedAtMs);
  if (event.type === "intervention.reopened" && holder === "agents") {
    memory.forgetEnd(event.issuedAtMs);
  }
  if (event.type === "task.recategorized") {
    memory.forgetAssumption(event.issuedAtMs);
  }
  if (decision.update === undefined) {
    return reportLongWait(event, memory, settings);
  }
  const { status, agentId } = decision.update;
  if (status === "active" && memory.isOwnOpening(event, agentId)) {
    return reportLongWait(event, memory, settings);
  }
  const isReturn = decision.isAssumed && decision.update.ended === "returnedByCategory";
  // What the customer forwards names its handover; what is only mirrored belongs to none.
  const writtenId = isReturn ? readHandoverId(readText(event.metadata, "foreign_id")) : undefined;
  if (isReturn && writtenId === undefined) {
    return undefined;
  }
  const handoverId = writtenId || memory.handoverAt(event.issuedAtMs);
  if (isReturn) {
    memory.noteReturn();
  }
  if (!decision.isAssumed) {
    memory.noteUpdate(decision.update, event.issuedAtMs);
  }
  const isOwnEnd = isOver(decision.update) && memory.isOwnEnd(event.interventionId, event.issuedAtMs);
  if (isOver(decision.update) && event.interventionId !== undefined) {
    // The same intervention may be opened again, and then closed by an agent.
    memory.noteEnd(event.interventionId);
    memory.noteOwnEnd(event.interventionId);
  }
  if (isOwnEnd) {
    return undefined;
  }
  if (!isTold(decision.update, settings)) {
    return reportLongWait(event, memory, settings);
  }
  if (decision.isAssumed && !isReturn && !memory.isNewAssumption(decision.update, event.issuedAtMs)) {
    return undefined;
  }
  return toUpdateItem(event, decision.update, decision.isAssumed, handoverId, settings);
}

/** A wait is noticed only when something happens in the conversation: there are no timers. */
function reportLongWait(event: EngageEvent, memory: ThreadMemory, settings: HubSettings): WorkItem | undefined {
  const known = memory.known();
  const update = decideLongWait(event, known, settings.queueLimits.longestWaitMs);
  // Other contents are the agents' own.
  const isOthers = event.type !== "content.imported" && event.type.indexOf("content.") === 0;
  if (update === undefined || isOthers || holderOf(event, settings.rules) === "bot") {
    return undefined;
  }
  memory.noteLongWait();
  const isAssumed = known.holder !== "agents" && known.status === undefined;
  return toUpdateItem(event, update, isAssumed, memory.handoverAt(event.issuedAtMs), settings);
}

function toUpdateItem(
  event: EngageEvent,
  update: DecidedUpdate,
  isAssumed: boolean,
  handoverId: string | undefined,
  settings: HubSettings,
): WorkItem | undefined {
  const { threadId = "", identityId } = event;
  const assumed = isAssumed ? ({ isAssumed: true } as const) : {};
  if (isOfBridge(event, settings)) {
    return {
      kind: "bridgeUpdate",
      threadId,
      id: event.id,
      // 0 where Engage doesn't say when.
      ...(event.issuedAtMs > 0 && { atMs: event.issuedAtMs }),
      ...(handoverId !== undefined && { handoverId }),
      ...(isOver(update) && event.interventionId !== undefined && { interventionId: event.interventionId }),
      ...assumed,
      update,
    };
  }
  if (identityId === undefined) {
    logProblem(
      "event_incomplete",
      `${event.type} of thread ${threadId} names no customer; the Flow doesn't hear of it`,
    );
    return undefined;
  }
  return {
    kind: "channelUpdate",
    userId: identityId,
    sessionId: threadId,
    id: event.id,
    ...assumed,
    update,
    data: toEngageData(event, false),
  };
}

/** Which updates run the Flow is a setting; the end always does, and so does that nobody could take it. */
function isTold({ status, event }: DecidedUpdate, settings: HubSettings): boolean {
  if (status === "queue") {
    return settings.sendQueueEvent || event !== undefined;
  }
  return status === "active" ? settings.sendActiveEvent : true;
}

async function toCustomerMessage(
  event: EngageEvent,
  memory: ThreadMemory,
  settings: HubSettings,
): Promise<WorkItem | undefined> {
  const { identityId = "", threadId = "", resourceId = "", issuedAtMs } = event;
  const decision = decideMessage(event, settings.rules);
  const { holder, holderAtMs = 0 } = memory.known();
  // Delivered late: agents have had the conversation since, and read it there.
  if (holder === "agents" && issuedAtMs > 0 && issuedAtMs < holderAtMs) {
    return undefined;
  }
  if (!decision.forFlow) {
    // Not for the Flow, but what the bot's next words, such as those at the end of the handover, reply to.
    if (decision.reason === "with_agents") {
      await rememberReplyTarget(identityId, threadId, toReplyTarget(event));
    }
    return undefined;
  }
  const { offers = [] } = (await openReplyTarget(identityId, threadId)) || {};
  const { text, isTruncated, structuredReply } = toMessageText(event.metadata, offers);
  const data = {
    [MEMBERS.engageClaim]: toEngageData(event, isTruncated),
    ...(structuredReply && { [MEMBERS.structuredReply]: structuredReply }),
  };
  // In alphabetical order, as what is sealed.
  return {
    contentId: resourceId,
    data,
    ...(readFlag(event.metadata, "has_attachment") && { hasAttachment: true }),
    id: event.id,
    kind: "customerMessage",
    sessionId: threadId,
    text,
    userId: identityId,
  };
}

function isOpening({ metadata }: EngageEvent): boolean {
  return isHandoverId(readText(metadata, "foreign_id"));
}

/** On the bridge's own source only the opening message of a handover is news: it may be what a pending one waits for. */
function toImported(event: EngageEvent, memory: ThreadMemory, settings: HubSettings): WorkItem | undefined {
  const { threadId = "", resourceId = "", categoryIds: current = [], issuedAtMs: atMs } = event;
  if (!isOpening(event)) {
    return undefined;
  }
  const handoverId = readText(event.metadata, "foreign_id") || "";
  // An announcement that was sent again: by now an agent may have had the conversation, or be done with it.
  const isOvertaken = memory.noteHandover(handoverId, atMs);
  if (isOvertaken || current.includes(settings.rules.agentCategoryId)) {
    return undefined;
  }
  const categoryIds = readOpeningContext(toRecord(event.metadata.context_data));
  return {
    kind: "imported",
    threadId,
    contentId: resourceId,
    id: event.id,
    handoverId,
    ...(atMs > 0 && { atMs }),
    categoryIds,
  };
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
  const isOne = item.kind === "customerMessage" || (item.kind === "channelUpdate" && item.isAssumed !== true);
  if (items.length > 1 || !isOne) {
    return toWorkInput(
      items,
      "sessionId" in item ? item.sessionId : "threadId" in item ? item.threadId : item.id,
      settings,
    );
  }
  if (item.kind === "customerMessage" && item.hasAttachment && attachments === undefined) {
    return toWorkInput(items, item.sessionId, settings);
  }
  const { userId, sessionId } = item;
  const sealing = sealingOf(settings, sessionId);
  if (item.kind === "channelUpdate") {
    return {
      userId,
      sessionId,
      text: "",
      data: {
        ...writeHandoverUpdate(sealing, { ...item.update }, uuid.v4()),
        ...writeEngageClaim(sealing, item.data, uuid.v4()),
      },
    };
  }
  const event = events.filter(({ id }) => id === item.id)[0];
  if (event !== undefined) {
    await rememberReplyTarget(userId, sessionId, toReplyTarget(event));
  }
  const claim = writeEngageClaim(sealing, toRecord(item.data[MEMBERS.engageClaim]) || {}, uuid.v4());
  return {
    userId,
    sessionId,
    text: item.text || "",
    data: { ...item.data, ...claim, ...(attachments && { attachments }) },
  };
}

function toReplyTarget(event: EngageEvent): ReplyTarget {
  const { metadata, resourceId = "", issuedAtMs } = event;
  return {
    contentId: resourceId,
    atMs: issuedAtMs,
    isPrivate: readFlag(metadata, "private"),
    capabilities: toCapabilities(event),
    sourceType: toSourceType(event),
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
  if (isOfBridge(event, settings) || !readFlag(event.metadata, "has_attachment")) {
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
    return toFileReferences(readRecords(content, "attachments"));
  } catch (error) {
    logProblem(
      "attachments_unreadable",
      `content ${contentId}: ${describeFailure(error)}; the message goes to the Flow without them`,
    );
    return [];
  }
}

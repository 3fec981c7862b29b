/** Carries out the hub's work: each item ends with an outcome of its own, and none is dropped without a word. */
import { toNextCategories } from "../../core/categories";
import { toAgentOutputs } from "../../core/content/agentOutputs";
import { type StoredError, toEngageError, toStoredError } from "../../core/errors";
import { toFileReference } from "../../core/inbound/customerMessage";
import { isOver } from "../../core/inbound/handoverUpdate";
import { htmlToText } from "../../core/inbound/htmlToText";
import type { WorkItem } from "../../core/inbound/workItem";
import { parseSessionReference } from "../../core/sessionReference";
import { cutText } from "../../core/text";
import { recategorizeThread } from "../../engage/recategorizeThread";
import { repeatWhileInTime } from "../../engage/repeat";
import type { Content } from "../../engage/resources/contents";
import { endHandover } from "./endHandover";
import { createEndpointClient, type Delivery, type EndpointClient } from "./endpointClient";
import { isHandedOverAgain } from "./isHandedOverAgain";
import type { ReceiveRun } from "./receiveFields";
import { groupByConversation, parseWorkItem } from "./workItems";

export interface ItemOutcome {
  kind: string;
  id: string | null;
  outcome: "done" | "nothingToDo" | "failed" | "unknownItem";
  error?: StoredError;
}

type Item<Kind extends WorkItem["kind"]> = Extract<WorkItem, { kind: Kind }>;

/** Longer than it takes when all goes well. Too short only costs a request. */
const LATE_MS = 1_000;

export async function carryOutWork(node: ReceiveRun, values: readonly unknown[]): Promise<ItemOutcome[]> {
  const items = values.map(parseWorkItem);
  const unknown = items
    .filter((item) => item === undefined)
    .map((): ItemOutcome => ({ kind: "unknown", id: null, outcome: "unknownItem" }));
  if (unknown.length > 0) {
    node.api.log(
      "error",
      `RingCentral Engage receiveEngageEvents: configuration: ${unknown.length} item(s) of engage-hub are not known here and are lost. Install the Extension in the version of the hub.`,
    );
  }
  const groups = groupByConversation(items.filter((item) => item !== undefined));
  const outcomes = await Promise.all(groups.map((group) => carryOutInOrder(node, group)));
  return [...outcomes.flat(), ...unknown];
}

async function carryOutInOrder(node: ReceiveRun, items: readonly WorkItem[]): Promise<ItemOutcome[]> {
  const outcomes: ItemOutcome[] = [];
  for (const item of items) {
    try {
      outcomes.push({ kind: item.kind, id: item.id, outcome: await carryOut(node, item) });
    } catch (thrown) {
      const error = toEngageError(thrown);
      node.api.log(
        "error",
        `RingCentral Engage receiveEngageEvents: ${error.code}: ${item.kind} ${item.id}: ${error.message}`,
      );
      outcomes.push({ kind: item.kind, id: item.id, outcome: "failed", error: toStoredError(error) });
    }
  }
  return outcomes;
}

function carryOut(node: ReceiveRun, item: WorkItem): Promise<"done" | "nothingToDo"> {
  switch (item.kind) {
    case "agentMessage":
      return deliverAgentMessage(node, item);
    case "queue":
      return tellQueue(node, item);
    case "bridgeUpdate":
      return tellBridge(node, item);
    case "imported":
      return finishPending(node, item);
    case "customerMessage":
    case "channelUpdate":
      return injectIntoOwnSession(node, item);
    default:
      return item satisfies never;
  }
}

/** Deliveries to customers' Endpoints, where the relay believes the realtime token's seal. */
function toCustomers(node: ReceiveRun): EndpointClient {
  const { endpointUrl, realtime } = node.connection.bridge();
  return createEndpointClient(node, endpointUrl, { purpose: "relay", secret: realtime.accessToken });
}

async function deliverAgentMessage(node: ReceiveRun, item: Item<"agentMessage">): Promise<"done"> {
  // By the message's id the relay tells Engage what the customer's choice answers.
  const agent = { id: item.agentId, name: item.agentName, messageId: item.id };
  const data = { engageAgent: agent, handover: { status: "active" } };
  const { session, threadRef: ref, attachments, agentName, structured } = item;
  const author = node.config.prefixAgentName && agentName !== "" ? { author: agentName } : {};
  const writtenAtMs = Date.parse(item.createdAt ?? "");
  const at = Number.isNaN(writtenAtMs) ? {} : { atMs: writtenAtMs };
  try {
    const text = item.text ?? toShownText(await node.engage.getContent(item.contentId));
    const deliveries = toAgentOutputs({ text, structured, attachments, ...author }).map(
      (output, index): Delivery => ({
        id: index === 0 ? item.id : `${item.id}-${index}`,
        ...session,
        ref,
        ...at,
        text: output.text,
        data: { ...data, ...output.data },
      }),
    );
    const endpoints = toCustomers(node);
    for (const delivery of deliveries) {
      await endpoints.notify(delivery);
    }
  } catch (thrown) {
    await tellAgent(node, item);
    throw thrown;
  }
  return "done";
}

function toShownText(content: Content): string {
  const body = content.body ?? "";
  return content.body_input_format === "html" ? htmlToText(body) : body;
}

/** In the conversation itself, where the agent looks: a message that vanished would be believed delivered. */
async function tellAgent(node: ReceiveRun, item: Item<"agentMessage">): Promise<void> {
  const { connection, engage, config, nowMs } = node;
  const now = new Date(nowMs).toISOString();
  const { realtime } = connection.bridge();
  const { userId } = item.session;
  // Under the name that Engage knows, since the author of a message may overwrite it. The note matters more than the name.
  const known = await engage.findIdentityByForeignId(userId, realtime.sourceId).catch((thrown) => {
    node.api.log(
      "warn",
      `RingCentral Engage receiveEngageEvents: ${toEngageError(thrown).code}: the customer's name is not known`,
    );
    return undefined;
  });
  await engage.openRealtime(realtime).createMessage({
    id: `undelivered-${item.id}`,
    thread_id: item.threadRef,
    author: {
      id: userId,
      screenname: known?.screenname ?? "Customer",
      created_at: now,
      updated_at: now,
      puppetizable: false,
    },
    body: config.undeliveredNote ?? "[Cognigy] Your last message did not reach the customer.",
    format: "text",
    actions: ["show", "reply"],
    created_at: now,
  });
}

async function tellQueue(node: ReceiveRun, item: Item<"queue">): Promise<"done"> {
  const { session, threadRef: ref, position, estimatedWaitTime } = item;
  const endpoints = toCustomers(node);
  const handover = { status: "queue", position, estimatedWaitTime };
  if (node.config.showQueue) {
    const payload = { position, estimatedWaitTime, alternativeText: null };
    const event = { _cognigy: { _webchat3: { type: "queueUpdate", payload } } };
    // The documents have the event in the message's data; Webchat 3.49 looks one level deeper.
    const data = { handover, ...event, data: event };
    await endpoints.notify({ id: `${item.id}-display`, ...session, ref, text: "", data });
  }
  await endpoints.inject({ id: item.id, ...session, ref, text: "", data: { handover } });
  return "done";
}

async function tellBridge(node: ReceiveRun, item: Item<"bridgeUpdate">): Promise<"done" | "nothingToDo"> {
  const { clock } = node.engage;
  if (!isOver(item.update)) {
    return (await injectUpdate(node, item)) ? "done" : "nothingToDo";
  }
  let beganMs = clock.now();
  // Nobody else tells the end, and without it the customer stays with agents who have left.
  const isTold = await repeatWhileInTime(node.engage, () => {
    beganMs = clock.now();
    return injectUpdate(node, item, () => isOvertaken(node, item));
  });
  if (!isTold) {
    return "nothingToDo";
  }
  if (clock.now() - beganMs > LATE_MS && (await isOvertaken(node, item))) {
    return "done";
  }
  // The customer was told first: should this fail, nobody is left waiting.
  await endHandover(node, item.threadId);
  return "done";
}

/** Webhooks know Engage's thread; its foreign id is our session reference. */
async function injectUpdate(
  node: ReceiveRun,
  { id, threadId, atMs, update }: Item<"bridgeUpdate">,
  isRefused: () => Promise<boolean> = async () => false,
): Promise<boolean> {
  const { foreign_id: ref } = await node.engage.getThread(threadId);
  const session = parseSessionReference(node.hmac, node.connection.bridge().realtime.accessToken, ref ?? "");
  if (!ref || !session) {
    node.api.log(
      "warn",
      `RingCentral Engage receiveEngageEvents: not_found: thread ${threadId} names no session of this Connection; "${update.status}" is told to nobody. After a change of the realtime token that is so for older handovers.`,
    );
    return false;
  }
  if (await isRefused()) {
    return false;
  }
  const at = atMs ? { atMs } : {};
  await toCustomers(node).inject({ id: `update-${id}`, ...session, ref, ...at, text: "", data: { handover: update } });
  return true;
}

/** An end that comes late, since its webhook or its delivery had to be repeated, must not undo the next handover. */
async function isOvertaken({ engage, api }: ReceiveRun, { threadId, atMs }: Item<"bridgeUpdate">): Promise<boolean> {
  if (atMs === undefined || engage.clock.now() - atMs <= LATE_MS) {
    return false;
  }
  return isHandedOverAgain(engage, threadId, atMs).catch((thrown) => {
    // Not knowing must not keep an end from being told.
    const { code } = toEngageError(thrown);
    api.log("warn", `RingCentral Engage receiveEngageEvents: ${code}: whether a late end is overtaken is not known`);
    return false;
  });
}

/** The handover whose import took longer than its node could wait. Where it did not, the Bot category is gone already. */
async function finishPending(
  { connection, engage }: ReceiveRun,
  item: Item<"imported">,
): Promise<"done" | "nothingToDo"> {
  const bot = connection.botCategoryId();
  const wanted = item.categoryIds.length > 0 ? item.categoryIds : [connection.agentCategoryId()];
  const { changed } = await recategorizeThread(engage, item.threadId, ({ thread_category_ids: current }) => {
    const isPending = current.includes(bot) && !wanted.every((id) => current.includes(id));
    return isPending ? toNextCategories(current, { remove: [bot], add: wanted }) : current;
  });
  return changed ? "done" : "nothingToDo";
}

/** As if it had come alone: into the customer's own session on the hub's Endpoint. */
async function injectIntoOwnSession(
  node: ReceiveRun,
  item: Item<"customerMessage"> | Item<"channelUpdate">,
): Promise<"done"> {
  const { connection, engage, input } = node;
  const endpointUrl = connection.endpointUrl();
  const { userId, sessionId } = item;
  const endpoints = createEndpointClient(node, endpointUrl, { purpose: "work", secret: connection.engage.accessToken });
  const delivery = { id: item.id, URLToken: input.URLToken, userId, sessionId };
  if (item.kind === "channelUpdate") {
    await endpoints.inject({ ...delivery, text: "", data: { engage: item.data, handover: item.update } });
    return "done";
  }
  const content = item.text === undefined || item.hasAttachment ? await engage.getContent(item.contentId) : undefined;
  const text = item.text ?? (content ? toShownText(content) : "");
  const attachments = item.hasAttachment && content?.attachments.slice(0, 20).map(toFileReference);
  const engageData = Object(item.data.engage);
  const replyTarget = {
    contentId: item.contentId,
    isPrivate: engageData.private === true,
    capabilities: engageData.structuredContent ?? [],
    sourceType: engageData.sourceType ?? "",
  };
  await endpoints.inject({
    ...delivery,
    text: cutText(text, 10_000),
    data: { ...item.data, ...(attachments && { attachments }), replyTarget },
  });
  return "done";
}

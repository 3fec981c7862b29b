/** News of a bridged handover, for the Flow of the customer's session: queue positions, agents, and the end. */
import { toEngageError } from "../../core/errors";
import { isOver } from "../../core/inbound/decideUpdate";
import { repeatWhileInTime } from "../../engage/repeat";
import { readSessionReference } from "../../protocol/sessionReference";
import { readAgentName } from "../shared/agentName";
import { handoverOf, type Item, toCustomers, toUpdate } from "./deliveries";
import { endHandover } from "./endHandover";
import { isHandedOverAgain } from "./isHandedOverAgain";
import { isLeftToBot } from "./isLeftToBot";
import type { ReceiveRun } from "./receiveFields";

/** Longer than it takes when all goes well. Too short only costs a request. */
const LATE_MS = 1_000;
const SECOND_MS = 1_000;

export async function reportQueue(node: ReceiveRun, item: Item<"queue">): Promise<"done"> {
  const { session, threadRef: ref, position, estimatedWaitTime } = item;
  const endpoints = toCustomers(node);
  const update = toUpdate("queue", { position, estimatedWaitTime });
  const about = { ...session, ref, ...handoverOf(item), ...(item.atMs !== undefined && { atMs: item.atMs }) };
  if (node.config.showQueue) {
    const payload = { position, estimatedWaitTime, alternativeText: null };
    const event = { _cognigy: { _webchat3: { type: "queueUpdate", payload } } };
    // The documents have the event in the message's data; Webchat 3.49 looks one level deeper.
    const data = { ...update, ...event, data: event };
    await endpoints.notify({ id: `${item.id}-display`, ...about, text: "", data });
  }
  await endpoints.inject({ id: item.id, ...about, text: "", data: update });
  return "done";
}

export async function reportBridgeUpdate(
  node: ReceiveRun,
  item: Item<"bridgeUpdate">,
): Promise<"done" | "nothingToDo"> {
  const { clock } = node.engage;
  if (!isOver(item.update)) {
    // A task is created in the second of its opening message: only an opening of a later second is another handover's.
    const isOfLastHandover = async () =>
      item.update.event === "nobodyTookIt" && (await isOvertaken(node, item, SECOND_MS));
    return (await injectUpdate(node, item, isOfLastHandover)) ? "done" : "nothingToDo";
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
  if (item.update.ended === "returnedByCategory" && node.config.afterHandover === "returnToBot") {
    // It is there. Changing it now could only undo the next handover.
    return "done";
  }
  // The customer was told first: should this fail, nobody is left waiting.
  await endHandover(node, item.threadId);
  return "done";
}

/** Webhooks know Engage's thread; its foreign id is our session reference. */
async function injectUpdate(
  node: ReceiveRun,
  item: Item<"bridgeUpdate">,
  isRefused: () => Promise<boolean>,
): Promise<boolean> {
  const { id, threadId, atMs, interventionId, update } = item;
  const isJoining = update.status === "active" && update.agentId !== undefined;
  const [{ foreign_id: ref, thread_category_ids: categoryIds }, agentName] = await Promise.all([
    node.engage.getThread(threadId),
    isJoining ? readAgentName(node, update.agentId ?? "") : undefined,
  ]);
  const session = readSessionReference(node.hmac, node.connection.bridge().realtime.accessToken, ref ?? "");
  if (!ref || !session) {
    node.api.log(
      "warn",
      `RingCentral Engage receiveEngageEvents: not_found: thread ${threadId} names no session of this Connection; "${update.status}" can't be reported. After a change of the realtime token that is so for older handovers.`,
    );
    return false;
  }
  // The event didn't say who has the conversation; the thread does.
  const isReturn = update.ended === "returnedByCategory";
  const isWrong = item.isAssumed && isLeftToBot(categoryIds, node.connection) !== isReturn;
  if (isWrong || (await isRefused())) {
    return false;
  }
  await toCustomers(node).inject({
    id: `update-${id}`,
    ...session,
    ref,
    ...handoverOf(item),
    ...(atMs !== undefined && { atMs }),
    ...(interventionId !== undefined && { interventionId }),
    text: "",
    data: toUpdate(update.status, { ...update, ...(agentName !== undefined && { agentName }) }),
  });
  return true;
}

/** News that comes late, since its webhook or its delivery had to be repeated, must not touch the next handover. */
async function isOvertaken(
  { engage, api }: ReceiveRun,
  { threadId, atMs }: Item<"bridgeUpdate">,
  graceMs = 0,
): Promise<boolean> {
  if (atMs === undefined || engage.clock.now() - atMs <= LATE_MS) {
    return false;
  }
  return isHandedOverAgain(engage, threadId, atMs + graceMs).catch((thrown) => {
    // Not knowing must not keep it from being told.
    const { code } = toEngageError(thrown);
    api.log("warn", `RingCentral Engage receiveEngageEvents: ${code}: whether a late event is overtaken is not known`);
    return false;
  });
}

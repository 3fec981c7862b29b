/** Handover on route `channel`: the thread is Engage's own, so recategorising it is the whole handover. */
import { EngageError } from "../../core/errors";
import { recategorizeThread } from "../../engage/recategorizeThread";
import {
  checkAgents,
  decideHandover,
  describeAgents,
  type HandoverOutcome,
  type HandoverRun,
  isHandedOver,
  isNobodyThere,
  toHandoverChange,
} from "./handoverPlan";

export async function handOverOnChannel(node: HandoverRun): Promise<HandoverOutcome> {
  const { config, claims, engage, api } = node;
  const change = toHandoverChange(node);
  const threadId = config.threadId ?? claims.engage?.threadId;
  if (threadId === undefined) {
    throw new EngageError("thread_id_missing", "No conversation is named.", { hint: "Fill in the field Thread ID." });
  }
  const [agentCategoryId = ""] = change.add;

  // The source is known from the hub in most cases; then both reads run at the same time.
  const sourceId = threadId === claims.engage?.threadId ? claims.engage.sourceId : undefined;
  const threadRead = engage.getThread(threadId);
  const [thread, availability] = await Promise.all([
    threadRead,
    sourceId !== undefined
      ? checkAgents(node, agentCategoryId, sourceId)
      : threadRead.then((read) => checkAgents(node, agentCategoryId, read.source_id ?? undefined)),
  ]);
  const result = { route: "channel", threadId, agents: describeAgents(availability) };
  const before = thread.thread_category_ids;
  if (isNobodyThere(availability) && !isHandedOver(before, change)) {
    return {
      exit: "onNoAgentAvailable",
      result: { status: "noAgentAvailable", ...result, categoriesBefore: before, categoriesAfter: before },
    };
  }
  const written = await recategorizeThread(engage, threadId, decideHandover(change), thread);
  if (config.acceptedMessage) {
    api.output(config.acceptedMessage, {});
  }
  return {
    exit: "onHandedOver",
    result: {
      status: written.changed ? "handedOver" : "alreadyHandedOver",
      ...result,
      categoriesBefore: written.before,
      categoriesAfter: written.after,
    },
  };
}

/** Handover on route `channel`: the thread is Engage's own, so recategorising it is the whole handover. */
import { EngageError } from "../../core/errors";
import { recategorizeThread } from "../../engage/recategorizeThread";
import { checkBusinessHours } from "../shared/checkBusinessHours";
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
  const findSourceId = async () => sourceId ?? (await threadRead).source_id ?? undefined;
  const hoursRead = checkBusinessHours(node, findSourceId);
  const agentsRead = hoursRead.then(async ({ closed }) =>
    closed ? undefined : checkAgents(node, agentCategoryId, await findSourceId()),
  );
  const [thread, { closed, hours }, availability] = await Promise.all([threadRead, hoursRead, agentsRead]);
  const result = { route: "channel", threadId, agents: describeAgents(availability), ...(hours && { hours }) };
  const before = thread.thread_category_ids;
  if (closed && !isHandedOver(before, change)) {
    return {
      exit: "onOutsideHours",
      result: { ...closed, ...result, categoriesBefore: before, categoriesAfter: before },
    };
  }
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

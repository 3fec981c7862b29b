/** Handover on route `channel`: the thread is Engage's own, so recategorising it is the whole handover. */
import { toBriefingText } from "../../core/briefing";
import { isWithAgents } from "../../core/categories";
import { EngageError } from "../../core/errors";
import { recategorizeThread } from "../../engage/recategorizeThread";
import { MAX_COMMENT } from "../../engage/writeComment";
import { toCategoryPair } from "../shared/categoryPair";
import { checkBusinessHours } from "../shared/checkBusinessHours";
import { readMask } from "../shared/masking";
import { briefAndRoute, findPlace, openPlace } from "./briefAgent";
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
import { toRoutingWish } from "./routing";

export async function handOverOnChannel(node: HandoverRun): Promise<HandoverOutcome> {
  const { config, claims, engage, api } = node;
  const change = toHandoverChange(node);
  const note = toBriefingText(config, readMask(config), MAX_COMMENT);
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
  const whenOpen = <Value>(read: () => Promise<Value>) => hoursRead.then(({ closed }) => (closed ? undefined : read()));
  const [thread, { closed, hours }, check, found] = await Promise.all([
    threadRead,
    hoursRead,
    whenOpen(async () => checkAgents(node, agentCategoryId, await findSourceId())),
    note === undefined ? undefined : whenOpen(() => findPlace(node, threadId)),
  ]);
  const result = { route: "channel", threadId, agents: check ? describeAgents(check) : null, ...(hours && { hours }) };
  const before = thread.thread_category_ids;
  const isWithThem = isHandedOver(before, change) || isWithAgents(before, toCategoryPair(node.connection));
  if (closed && !isWithThem) {
    return {
      exit: "onOutsideHours",
      result: { ...closed, ...result, categoriesBefore: before, categoriesAfter: before },
    };
  }
  if (check && isNobodyThere(check) && !isWithThem) {
    return {
      exit: "onNoAgentAvailable",
      result: { status: "noAgentAvailable", ...result, categoriesBefore: before, categoriesAfter: before },
    };
  }
  const decide = decideHandover(change);
  // Refuses a closed conversation before anything is opened on it.
  decide(thread);
  const place = note === undefined ? undefined : (found ?? (await openPlace(node, thread)));
  const written = await recategorizeThread(engage, threadId, decide, thread);
  if (config.acceptedMessage) {
    api.output(config.acceptedMessage, {});
  }
  // Outside of the hours nobody was looked for, so nobody is chosen either.
  const { receivers } = check ?? { receivers: { filter: {} } };
  const wish = check && toRoutingWish(config);
  const more = await briefAndRoute(node, { threadId, note, place, wish, receivers });
  return {
    exit: "onHandedOver",
    result: {
      status: written.changed ? "handedOver" : "alreadyHandedOver",
      ...result,
      categoriesBefore: written.before,
      categoriesAfter: written.after,
      ...more,
    },
  };
}

/** What all routes of a handover share: the wanted categories, the look at the agents, the shape of the result. */
import type { AgentCounts } from "../../core/availability";
import { type CategoryChange, isSameCategorySet, toNextCategories } from "../../core/categories";
import { EngageError, toStoredError } from "../../core/errors";
import { changeCategories, type DecideCategories } from "../../engage/recategorizeThread";
import { type Availability, readAvailability } from "../shared/availabilityCheck";
import type { NodeOutcome, NodeRun } from "../shared/defineNode";
import type { HandoverConfig } from "./handoverFields";

export type HandoverRun = NodeRun<HandoverConfig>;
type HandoverExit = "onHandedOver" | "onNoAgentAvailable" | "onOutsideHours" | "onHandoverError";
export type HandoverOutcome = NodeOutcome<HandoverExit>;

/** Missing categories are told before anything is asked of Engage. */
export function toHandoverChange({ config, connection }: HandoverRun): CategoryChange {
  const agentCategoryId = config.agentCategory ?? connection.agentCategoryId();
  return {
    add: [agentCategoryId, ...config.additionalCategoryIds],
    remove: config.keepBotCategory ? [] : [connection.botCategoryId()],
  };
}

/** A closed conversation takes no replies, so an agent could not answer in it. */
export function decideHandover(change: CategoryChange): DecideCategories {
  return (thread) => {
    if (thread.closed) {
      throw new EngageError(
        "thread_closed",
        `Conversation ${thread.id} is closed in Engage, so no agent could answer in it.`,
        {
          hint: "On a channel of Engage the customer's next message opens a new conversation; otherwise open this one in Engage.",
        },
      );
    }
    return changeCategories(change)(thread);
  };
}

export function isHandedOver(categoryIds: readonly string[], change: CategoryChange): boolean {
  return isSameCategorySet(categoryIds, toNextCategories(categoryIds, change));
}

export async function checkAgents(
  node: HandoverRun,
  agentCategoryId: string,
  sourceId: string | undefined,
): Promise<Availability | undefined> {
  if (!node.config.checkAvailability) {
    return undefined;
  }
  const filter = { ...(sourceId !== undefined && { sourceIds: [sourceId] }), categoryIds: [agentCategoryId] };
  return readAvailability(node, filter);
}

export function isNobodyThere(availability: Availability | undefined): boolean {
  return availability?.known === true && availability.agents.counted === 0;
}

/** `agents` in the result: counts, or why they are unknown, or that nobody asked. */
export function describeAgents(
  availability: Availability | undefined,
): AgentCounts | { unknown: ReturnType<typeof toStoredError> } | null {
  if (!availability) {
    return null;
  }
  return availability.known ? availability.agents : { unknown: toStoredError(availability.reason) };
}

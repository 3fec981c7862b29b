/** What all routes of a handover share: the wanted categories, the look at the agents, the shape of the result. */
import type { AgentCounts } from "../../core/availability";
import { type CategoryChange, isSameCategorySet, toNextCategories } from "../../core/categories";
import { EngageError, toStoredError } from "../../core/errors";
import { toLanguageChange } from "../../core/languageCategories";
import { changeCategories, type DecideCategories } from "../../engage/recategorizeThread";
import { type Availability, readAvailability } from "../shared/availabilityCheck";
import type { NodeOutcome, NodeRun } from "../shared/defineNode";
import type { HandoverConfig } from "./handoverFields";
import { type Receivers, toReceivers, toRoutingWish } from "./routing";

export type HandoverRun = NodeRun<HandoverConfig>;
type HandoverExit = "onHandedOver" | "onNoAgentAvailable" | "onOutsideHours" | "onHandoverError";
export type HandoverOutcome = NodeOutcome<HandoverExit>;

/** Missing categories are told before anything is asked of Engage. */
export function toHandoverChange({ config, connection, input }: HandoverRun): CategoryChange {
  const agentCategoryId = config.agentCategory ?? connection.agentCategoryId();
  const language = toLanguageChange(readLanguageCategories(config), config.spokenLanguage ?? input.language);
  return {
    add: [agentCategoryId, ...config.additionalCategoryIds, ...language.add],
    remove: [...(config.keepBotCategory ? [] : [connection.botCategoryId()]), ...language.remove],
  };
}

function readLanguageCategories({ languageCategories }: HandoverConfig): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(languageCategories).flatMap(([language, id]): [string, string][] => {
      if (typeof id !== "string") {
        throw new EngageError(
          "configuration",
          `The field "Category per language" of this node cannot be used: "${language.slice(0, 40)}" has no category ID in quotes.`,
          { hint: 'Write it like { "en": "66a0...", "de": "66a1..." }.' },
        );
      }
      return id.trim() === "" ? [] : [[language, id.trim()]];
    }),
  );
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

export interface AgentCheck {
  /** `undefined`: nobody asked. */
  availability?: Availability | undefined;
  receivers: Receivers;
}

/** Of the team and language that the node asks for; only if none of them can take it, of all who may get it instead. */
export async function checkAgents(
  node: HandoverRun,
  agentCategoryId: string,
  sourceId: string | undefined,
): Promise<AgentCheck> {
  const everybody = { ...(sourceId !== undefined && { sourceIds: [sourceId] }), categoryIds: [agentCategoryId] };
  const asked = toReceivers(toRoutingWish(node.config) ?? {});
  const filter = { ...everybody, ...asked };
  if (!node.config.checkAvailability) {
    return { receivers: { filter } };
  }
  const availability = await readAvailability(node, filter);
  if (!availability.known) {
    return { availability, receivers: { filter } };
  }
  const receivers = { filter, isAnybodyThere: availability.agents.online > 0 };
  return asked === undefined || availability.agents.counted > 0
    ? { availability, receivers }
    : { availability: await readAvailability(node, everybody), receivers };
}

export function isNobodyThere({ availability }: AgentCheck): boolean {
  return availability?.known === true && availability.agents.counted === 0;
}

/** `agents` in the result: counts, or why they are unknown, or that nobody asked. */
export function describeAgents({
  availability,
}: AgentCheck): AgentCounts | { unknown: ReturnType<typeof toStoredError> } | null {
  if (!availability) {
    return null;
  }
  return availability.known ? availability.agents : { unknown: toStoredError(availability.reason) };
}

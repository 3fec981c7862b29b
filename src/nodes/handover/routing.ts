/**
 * To a team, an agent or speakers of a language. In task mode the waiting task is transferred to them; without one, or where
 * nobody of them is connected, the conversation's categories decide. Nothing that goes wrong here undoes the handover.
 */
import { EngageError, type StoredError, toEngageError, toStoredError } from "../../core/errors";
import { toBaseLanguage } from "../../core/languageCategories";
import type { EngageClient } from "../../engage/engageClient";
import { findWaitingTask } from "../../engage/findWaitingTask";
import type { AgentStatusFilter } from "../../engage/resources/agentStatus";
import type { TaskTransfer } from "../../engage/resources/tasks";
import type { HandoverConfig } from "./handoverFields";

export interface RoutingWish {
  teamId?: string | undefined;
  agentId?: string | undefined;
  language?: string | undefined;
}

/** `none`: nobody has been asked to route it yet. */
type Routing = "task" | "categories" | "none";

export interface RoutingResult {
  routing?: Routing;
  /** Why it isn't by task. */
  routingProblem?: StoredError;
}

/** Time for the transfer itself and for storing the result. */
const RESERVE_MS = 2_500;

/** `undefined`: nothing was chosen. */
export function toRoutingWish({ teamId, agentId, spokenLanguage }: HandoverConfig): RoutingWish | undefined {
  const language = spokenLanguage === undefined ? undefined : (toBaseLanguage(spokenLanguage) ?? spokenLanguage);
  return teamId === undefined && agentId === undefined && language === undefined
    ? undefined
    : { teamId, agentId, language };
}

/** Who may take it, besides source and category; `undefined`: anybody. */
export function toReceivers({ teamId, language }: RoutingWish): AgentStatusFilter | undefined {
  return teamId === undefined && language === undefined
    ? undefined
    : {
        ...(teamId !== undefined && { teamIds: [teamId] }),
        ...(language !== undefined && { spokenLanguages: [language] }),
      };
}

export interface Receivers {
  filter: AgentStatusFilter;
  /** Whether anybody of them is connected, where the look at the agents has told already. */
  isAnybodyThere?: boolean | undefined;
}

/** `comment` goes along with the task. */
export async function routeByTask(
  engage: EngageClient,
  threadId: string,
  wish: RoutingWish,
  receivers: Receivers,
  comment?: string,
): Promise<RoutingResult> {
  try {
    const transfer = await toTransfer(engage, wish, receivers);
    const task = await findWaitingTask(engage, threadId, { waits: true, reserveMs: RESERVE_MS });
    if (!task) {
      throw new EngageError("not_found", "The conversation has no task that waits for an agent.", {
        hint: "Teams, agents and languages are chosen by tasks, which Engage has in task mode only. An agent may also have taken the conversation already.",
      });
    }
    await engage.transferTask(task.id, { ...transfer, comment });
    return { routing: "task" };
  } catch (thrown) {
    return { routing: "categories", routingProblem: toStoredError(toEngageError(thrown)) };
  }
}

/** Of the wish, what somebody is there for. An agent who is chosen needs no further filter. */
async function toTransfer(engage: EngageClient, wish: RoutingWish, receivers: Receivers): Promise<TaskTransfer> {
  if (wish.agentId !== undefined && (await isConnected(engage, wish.agentId))) {
    return { agentId: wish.agentId };
  }
  const { teamId, language } = wish;
  const isAnybodyThere =
    toReceivers(wish) !== undefined &&
    (receivers.isAnybodyThere ?? (await engage.listAgentStatus(receivers.filter)).length > 0);
  if (!isAnybodyThere) {
    throw new EngageError("not_found", "Nobody whom this node asks for is connected to Engage.", {
      retryable: true,
      hint: "The conversation waits for any agent with its categories.",
    });
  }
  return { teamId, language };
}

async function isConnected(engage: EngageClient, agentId: string): Promise<boolean> {
  try {
    await engage.getAgentStatus(agentId);
    return true;
  } catch (thrown) {
    if (thrown instanceof EngageError && thrown.code === "not_found") {
      return false;
    }
    throw thrown;
  }
}

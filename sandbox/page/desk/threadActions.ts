/** What an agent can do with a conversation as it stands. */
import type { ThreadView } from "../../app/view";

export interface ThreadActions {
  canTake: boolean;
  canReply: boolean;
  canHandOn: boolean;
  canClose: boolean;
  /** One sentence for the person who may not answer. */
  hint: string;
  /** Why it can't be closed; empty where it can. */
  closeHint: string;
}

export function toThreadActions(
  { state, agentId, taskId, interventionId }: Pick<ThreadView, "state" | "agentId" | "taskId" | "interventionId">,
  me: string | undefined,
): ThreadActions {
  const isOpen = state !== "closed";
  const canClose = interventionId !== undefined && isOpen;
  const isMine = state === "agent" && (agentId === undefined || agentId === me);
  return {
    canTake: isOpen && taskId !== undefined && (state === "queued" || state === "deferred"),
    canReply: isOpen,
    canHandOn: state === "agent",
    canClose,
    hint: isMine ? "" : HINTS[state],
    closeHint: canClose ? "" : CLOSE_HINTS[state],
  };
}

const NOT_TAKEN = "Only a conversation that an agent has taken can be closed.";

const CLOSE_HINTS = {
  bot: NOT_TAKEN,
  queued: NOT_TAKEN,
  agent:
    "Answer first: closing ends the agent's work (in Engage: the intervention), which begins with the first answer.",
  deferred: NOT_TAKEN,
  closed: "It is closed.",
} satisfies Record<ThreadView["state"], string>;

const HINTS = {
  bot: "The bot answers here.",
  queued: "Take it to answer.",
  agent: "Another agent has it.",
  deferred: "Deferred until the customer writes.",
  closed: "Closed.",
} satisfies Record<ThreadView["state"], string>;

export const STATE_TONES = {
  bot: "tone-bot",
  queued: "tone-warn",
  agent: "tone-agent",
  deferred: "tone-warn",
  closed: "tone-idle",
} satisfies Record<ThreadView["state"], string>;

export const STATE_LABELS = {
  bot: "With the bot",
  queued: "Waiting",
  agent: "With an agent",
  deferred: "Deferred",
  closed: "Closed",
} satisfies Record<ThreadView["state"], string>;

/** What an agent can do with a conversation as it stands. */
import type { ThreadView } from "../../app/view";

export interface ThreadActions {
  canTake: boolean;
  canReply: boolean;
  canHandOn: boolean;
  canClose: boolean;
  /** One sentence for the person who may not answer. */
  hint: string;
}

export function toThreadActions(
  { state, agentId, taskId, interventionId }: Pick<ThreadView, "state" | "agentId" | "taskId" | "interventionId">,
  me: string | undefined,
): ThreadActions {
  const isOpen = state !== "closed";
  const isMine = state === "agent" && (agentId === undefined || agentId === me);
  return {
    canTake: isOpen && taskId !== undefined && (state === "queued" || state === "deferred"),
    canReply: isOpen,
    canHandOn: state === "agent",
    canClose: interventionId !== undefined && isOpen,
    hint: isMine ? "" : HINTS[state],
  };
}

const HINTS = {
  bot: "The bot has this conversation.",
  queued: "Take the conversation to answer it.",
  agent: "Another agent has this conversation.",
  deferred: "Deferred: it waits again when the customer writes, or after a minute.",
  closed: "This conversation is closed.",
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

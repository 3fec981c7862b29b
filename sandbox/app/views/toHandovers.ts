/** Where the latest handover of each Webchat session has led: the customer's chat shows a place in the queue by it. */
import type { FlowExecution } from "../../cognigy/startCognigy";
import type { EngageDomain } from "../../engage/startEngage";
import type { HandoverView } from "../view";
import { conversationIndex } from "./conversationIndex";
import { decideThreadState } from "./decideThreadState";

interface HandoverContext {
  domain: EngageDomain;
  /** All that are still known, and not only those that the page lists. */
  executions: readonly FlowExecution[];
  botCategoryId: string;
  isAgent(userId: string): boolean;
}

export function toHandovers({ domain, executions, ...by }: HandoverContext): Record<string, HandoverView> {
  const threadIds = new Map<string, string>();
  for (const { endpoint, sessionId, steps } of executions) {
    const threadId = endpoint === "webchat" ? steps.flatMap(readThreadIds).at(-1) : undefined;
    if (threadId !== undefined) {
      threadIds.set(sessionId, threadId);
    }
  }
  const index = conversationIndex(domain);
  const toView = (threadId: string): HandoverView => {
    const thread = domain.threads.get(threadId);
    if (thread === undefined) {
      return { threadId, state: "closed" };
    }
    const records = index(threadId);
    const { state, taskId } = decideThreadState({ thread, ...records, ...by });
    const task = state === "queued" ? records.tasks.find(({ id }) => id === taskId) : undefined;
    return { threadId, state, ...(task && { waitsSince: Date.parse(task.transfered_at ?? task.created_at) }) };
  };
  return Object.fromEntries([...threadIds].map(([sessionId, threadId]) => [sessionId, toView(threadId)]));
}

function readThreadIds({ type, result }: FlowExecution["steps"][number]): string[] {
  if (type !== "handoverToRingCentral") {
    return [];
  }
  return Object.values(result ?? {}).flatMap((members) => Object.values(members ?? {}).flatMap(readThreadId));
}

function readThreadId(written: unknown): string[] {
  const isRecord = typeof written === "object" && written !== null && "threadId" in written;
  return isRecord && typeof written.threadId === "string" ? [written.threadId] : [];
}

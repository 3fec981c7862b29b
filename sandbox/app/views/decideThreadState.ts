/** Who has a conversation, by its task and its intervention. */
import type { Intervention, Task, Thread } from "../../engage/domain/records";
import type { ThreadView } from "../view";

export interface ThreadStanding {
  state: ThreadView["state"];
  agentId?: string;
  taskId?: string;
  interventionId?: string;
}

export interface ThreadFacts {
  thread: Pick<Thread, "closed" | "thread_category_ids">;
  tasks: readonly Task[];
  interventions: readonly Intervention[];
  botCategoryId: string;
  isAgent(userId: string): boolean;
}

const WORKBIN = "workbin_";

export function decideThreadState({
  thread,
  tasks,
  interventions,
  botCategoryId,
  isAgent,
}: ThreadFacts): ThreadStanding {
  const task = tasks.filter(({ completed_at }) => completed_at === null).at(-1);
  const open = interventions.filter(({ closed }) => !closed).at(-1);
  const known = { ...(task && { taskId: task.id }), ...(open && { interventionId: open.id }) };
  if (thread.closed) {
    return { state: "closed" };
  }
  if (task?.queue.startsWith(WORKBIN)) {
    return { state: "agent", agentId: task.queue.slice(WORKBIN.length), ...known };
  }
  // A task of the bot waits as well, but for nobody: it is undelivered.
  if (task && !thread.thread_category_ids.includes(botCategoryId)) {
    return { state: "queued", ...known };
  }
  if (open && isAgent(open.user_id)) {
    return { state: open.deferred_at === null ? "agent" : "deferred", agentId: open.user_id, ...known };
  }
  const isSolved = !task && !open && interventions.length > 0;
  return { state: isSolved ? "closed" : "bot", ...known };
}

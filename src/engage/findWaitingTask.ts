/** The task of a conversation that waits for an agent (task mode). It may appear seconds after a recategorisation. */
import type { EngageClient } from "./engageClient";
import type { Task } from "./resources/tasks";

/** Nearly always among the newest. */
const MAX_PAGES = 2;
const QUEUES = ["global", "undelivered"] as const;

const MAX_WAIT_MS = 10_000;
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 3_000;

/** `reserveMs` is kept of the node's time for what follows. */
export async function findWaitingTask(
  engage: EngageClient,
  threadId: string,
  { waits, reserveMs }: { waits: boolean; reserveMs: number },
): Promise<Task | undefined> {
  const beganMs = engage.clock.now();
  for (let look = 0; ; look++) {
    for (const queue of QUEUES) {
      const { records } = await engage.listTasks(queue, { maxPages: MAX_PAGES });
      const own = records.find(({ thread_id }) => thread_id === threadId);
      if (own) {
        return own;
      }
    }
    const pauseMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** look);
    const isInTime = engage.clock.now() + pauseMs - beganMs <= MAX_WAIT_MS;
    if (!waits || !isInTime || engage.timeLeftMs() - pauseMs < reserveMs) {
      return undefined;
    }
    await engage.clock.sleep(pauseMs);
  }
}

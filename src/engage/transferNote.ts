/** A note for agents on the task that waits for them, where there is no intervention to write it on. */
import { EngageError } from "../core/errors";
import type { EngageClient } from "./engageClient";
import { findWaitingTask } from "./findWaitingTask";

/** The task's id. */
export async function transferNote(engage: EngageClient, threadId: string, text: string): Promise<string> {
  const task = await findWaitingTask(engage, threadId, { waits: false, reserveMs: 0 });
  if (!task) {
    throw new EngageError("not_found", `Conversation ${threadId} has no task that waits for an agent.`, {
      hint: "Only Engage's task mode has tasks, and an agent may have taken this one.",
    });
  }
  await engage.transferTask(task.id, { comment: text });
  return task.id;
}

/** Waits until a task of Cognigy.AI is over, with a bound; a hiccup on the way does not end the wait. */
import { ManagementError } from "./ManagementError";
import type { ManagementApi } from "./managementApi";

export interface Pace {
  /** For one request. */
  requestMs: number;
  /** The longest pause before a request is sent again. */
  repeatMs: number;
  /** For the installation of an Extension, which loads its dependencies. */
  taskMs: number;
  /** The longest pause between two looks; they begin short. */
  pollMs: number;
}

/** Three pauses together outlast the five minutes over which Cognigy.AI counts requests. */
export const PACE: Pace = { requestMs: 30_000, repeatMs: 120_000, taskMs: 600_000, pollMs: 2_000 };

const PASSING = ["cognigy_network", "cognigy_timeout", "cognigy_server_error", "cognigy_rate_limited"];

export async function waitForTask(
  api: Pick<ManagementApi, "readTask">,
  projectId: string,
  taskId: string,
  { taskMs, pollMs }: Pace,
): Promise<void> {
  const deadline = Date.now() + taskMs;
  for (let pauseMs = Math.min(100, pollMs); ; pauseMs = Math.min(pauseMs * 2, pollMs)) {
    const task = await api.readTask(projectId, taskId).catch((error: unknown) => {
      if (error instanceof ManagementError && PASSING.includes(error.code)) {
        return undefined;
      }
      throw error;
    });
    if (task?.status === "done") {
      return;
    }
    if (task?.status === "error" || task?.status === "cancelled") {
      throw new ManagementError(
        "extension_refused",
        `Cognigy.AI did not install the Extension: ${task.failReason || task.status}`,
        "Build it again with `npm run build` and run the command again; or upload dist/ringcentral-engage.tar.gz under Manage > Extensions, which shows more.",
      );
    }
    if (Date.now() + pauseMs > deadline) {
      throw new ManagementError(
        "task_timeout",
        `Cognigy.AI has not installed the Extension within ${taskMs / 1_000} s (task ${taskId}).`,
        "It may still be at it: look under Manage > Extensions, then run the command again.",
      );
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

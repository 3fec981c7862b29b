/** Tasks: what routing hands to agents (task mode only). */
import * as z from "zod/mini";
import { once } from "../../core/once";
import { listPages, type Rest } from "../rest";
import { id, idList, optionalId, optionalText } from "../schema";

const task = once(() =>
  z.object({
    id: id(),
    content_id: optionalId(),
    thread_id: optionalId(),
    intervention_id: optionalId(),
    channel_id: optionalId(),
    agent_ids: idList(),
    priority: z.pipe(
      z.nullish(z.coerce.number()),
      z.transform((priority) => priority ?? 0),
    ),
    accepted_at: optionalText(),
    created_at: optionalText(),
  }),
);

export type Task = z.output<ReturnType<typeof task>>;

export interface TaskTransfer {
  /** At once, whoever else could take it. */
  agentId?: string | undefined;
  teamId?: string | undefined;
  /** As in the users' `spoken_languages`. */
  language?: string | undefined;
  /** A note for whoever takes it. */
  comment?: string | undefined;
}

/** `global` waits, `workbins` is in anybody's hands. */
export type TaskQueue = "global" | "workbins" | "history" | "undelivered" | `workbin_${string}`;

const FORBIDDEN_TASKS =
  "The user behind the API access token may not read tasks. Give its role the right to monitor tasks (monitor_tasks) in Engage.";

export function createTasks(rest: Rest) {
  return {
    /** By priority, then newest first, which is not the order in which they are served. There is no filter by thread. */
    listTasks: (queue: TaskQueue, options: { channelId?: string | undefined; maxPages: number }) =>
      listPages(
        rest,
        {
          path: ["tasks"],
          query: { queue, channel_id: options.channelId },
          hints: { forbidden: FORBIDDEN_TASKS, not_found: FORBIDDEN_TASKS },
        },
        task(),
        options.maxPages,
      ),

    /** Categories are left alone: whether the task's would replace the thread's isn't documented. */
    transferTask: (taskId: string, { agentId, teamId, language, comment }: TaskTransfer) =>
      rest({
        method: "POST",
        path: ["tasks", taskId, "transfer"],
        form: {
          ...(agentId !== undefined && { agent_ids: [agentId], bypass: true }),
          ...(teamId !== undefined && { team_ids: [teamId] }),
          language,
          comment,
        },
        hints: { forbidden: FORBIDDEN_TASKS },
        schema: task(),
      }),
  };
}

/** The events that the hub reads. */

/** Without these conversations do not begin or do not end. */
export const NEEDED_EVENTS = ["content.imported", "intervention.closed", "intervention.canceled"] as const;

/** They tell the Flow of queue and agent, and the hub who has the conversation. */
export const USEFUL_EVENTS = [
  "intervention.opened",
  "intervention.assigned",
  "intervention.user_updated",
  "intervention.reopened",
  "intervention.recategorized",
  "intervention.deferred",
  "intervention.reactivated",
  "task.created",
  "task.assigned",
  "task.taken",
  "task.supervisor_assigned",
  "task.undelivered",
  "task.recategorized",
] as const;

/** Known to the console alone: an API call that names one of them is refused. */
export const CONSOLE_EVENT = "content.thread_closed";

/** The API's list, as far as it can be told apart: these names are not in it. */
const CONSOLE_ONLY = /^(content\.thread_\w+|intervention_segment\.\w+)$/;

export function isConsoleOnly(event: string): boolean {
  return CONSOLE_ONLY.test(event);
}

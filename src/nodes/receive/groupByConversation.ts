/** Items of one conversation keep their order; conversations do not wait for each other. */
import type { WorkItem } from "../../protocol/work";

export function groupByConversation(items: readonly WorkItem[]): WorkItem[][] {
  const groups = new Map<string, WorkItem[]>();
  for (const item of items) {
    const key = "session" in item ? item.session.sessionId : "threadId" in item ? item.threadId : item.sessionId;
    const group = groups.get(key);
    if (group) {
      group.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return [...groups.values()];
}

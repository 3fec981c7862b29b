/** The account's records by thread, so that a view of many threads reads each record once. */
import type { Content, Intervention, Task } from "../../engage/domain/records";
import type { EngageDomain } from "../../engage/startEngage";

interface ConversationRecords {
  contents: Content[];
  tasks: Task[];
  interventions: Intervention[];
}

export type ConversationIndex = (threadId: string) => ConversationRecords;

export function conversationIndex(domain: EngageDomain): ConversationIndex {
  const contents = groupByThread(domain.contents.values());
  const tasks = groupByThread(domain.tasks.values());
  const interventions = groupByThread(domain.interventions.values());
  return (threadId) => ({
    contents: contents.get(threadId) ?? [],
    tasks: tasks.get(threadId) ?? [],
    interventions: interventions.get(threadId) ?? [],
  });
}

function groupByThread<Item extends { thread_id: string }>(items: Iterable<Item>): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.thread_id);
    if (group) {
      group.push(item);
    } else {
      groups.set(item.thread_id, [item]);
    }
  }
  return groups;
}

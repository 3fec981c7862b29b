/** Work items as they arrive in a node: from our own hub, under seal, and read all the same. */
import * as z from "zod/mini";
import type { WorkItem } from "../../core/inbound/workItem";
import { once } from "../../core/once";

const workItem = once(() => {
  const id = z.string().check(z.minLength(1));
  const session = z.object({ userId: z.string(), sessionId: z.string(), URLToken: z.string() });
  const update = z.object({
    status: z.enum(["queue", "active", "completed", "cancelled"]),
    agentId: z.optional(z.string()),
  });
  const data = z.record(z.string(), z.unknown());
  return z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("agentMessage"),
      session,
      threadRef: id,
      id,
      createdAt: z.optional(z.string()),
      text: z.optional(z.string()),
      contentId: id,
      agentName: z.string(),
      agentId: z.string(),
      attachments: z.array(z.object({ url: z.string(), type: z.string(), name: z.string() })),
      structured: z.optional(z.record(z.string(), z.unknown())),
    }),
    z.object({
      kind: z.literal("queue"),
      session,
      threadRef: id,
      id,
      position: z.nullable(z.number()),
      estimatedWaitTime: z.nullable(z.number()),
    }),
    z.object({ kind: z.literal("bridgeUpdate"), threadId: id, id, atMs: z.optional(z.number()), update }),
    z.object({
      kind: z.literal("imported"),
      threadId: id,
      contentId: id,
      id,
      categoryIds: z._default(z.array(id), []),
    }),
    z.object({
      kind: z.literal("customerMessage"),
      userId: id,
      sessionId: id,
      id,
      text: z.optional(z.string()),
      contentId: id,
      data,
      hasAttachment: z.optional(z.boolean()),
    }),
    z.object({ kind: z.literal("channelUpdate"), userId: id, sessionId: id, id, update, data }),
  ]);
});

/** `undefined` for an item that a newer hub has made and this version does not know. */
export function parseWorkItem(value: unknown): WorkItem | undefined {
  const parsed = z.safeParse(workItem(), value);
  return parsed.success ? parsed.data : undefined;
}

/** Items of one conversation keep their order; conversations do not wait for each other. */
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

/** The agents' desk: who is there, who waits, and the conversations. */
import { hasRight, isBrandSide } from "../../engage/domain/find";
import type { Content, Task, Thread } from "../../engage/domain/records";
import { compareServed } from "../../engage/domain/routing";
import type { EngageDomain } from "../../engage/startEngage";
import type { DeskNote } from "../DeskNotes";
import type { AgentNote, AgentView, DeskMessage, DeskView, QueueEntry, ThreadView } from "../view";
import { type ConversationIndex, conversationIndex } from "./conversationIndex";
import { decideThreadState, type ThreadStanding } from "./decideThreadState";
import { toCustomerCard } from "./toCustomerCard";
import { type FindUpload, toMessage } from "./toMessage";

export interface DeskContext {
  domain: EngageDomain;
  nowMs: number;
  /** How many are listed. */
  conversations: number;
  botCategoryId: string;
  botUserId: string;
  bridgeSourceId: string;
  notesOf(threadId: string): readonly DeskNote[];
  typingOf(thread: Thread, customerId: string): string | undefined;
  findUpload: FindUpload;
}

const MAX_QUEUE = 100;
const MAX_MESSAGES = 60;

export function toDeskView(context: DeskContext): DeskView {
  const { domain } = context;
  const index = conversationIndex(domain);
  const isAgent = (userId: string) => isAgentUser(domain, userId);
  const threads = [...domain.threads.values()]
    .filter(({ id }) => index(id).contents.length > 0)
    .map((thread) => ({
      thread,
      standing: decideThreadState({ thread, ...index(thread.id), botCategoryId: context.botCategoryId, isAgent }),
    }))
    .sort(
      (one, other) =>
        Number(one.standing.state === "closed") - Number(other.standing.state === "closed") ||
        other.thread.last_content_order - one.thread.last_content_order,
    );
  const queue = toQueue(context, index);
  // Always those that agents have or can take: the longest wait is the oldest conversation.
  const waiting = new Set(queue.map(({ threadId }) => threadId));
  const listed = threads.filter(
    ({ thread, standing }, place) =>
      place < context.conversations || ["agent", "deferred"].includes(standing.state) || waiting.has(thread.id),
  );
  return {
    agents: [...domain.users.values()].filter(({ id }) => isAgent(id)).map(({ id }) => toAgent(domain, id)),
    queue,
    threads: listed.map(({ thread, standing }) => toThread(context, index, thread, standing)),
    moreThreads: threads.length - listed.length,
    categories: [...domain.categories.values()]
      .filter(({ unselectable }) => !unselectable)
      .map(({ id, name }) => ({ id, name })),
    teams: [...domain.teams.values()].map(({ id, name }) => ({ id, name })),
  };
}

export function isAgentUser(domain: EngageDomain, userId: string): boolean {
  const user = domain.users.get(userId);
  return user !== undefined && hasRight(user, "receive_tasks");
}

function toAgent(domain: EngageDomain, agentId: string): AgentView {
  const statuses = [...(domain.presence.get(agentId)?.channels.values() ?? [])].map(({ status }) => status);
  return {
    id: agentId,
    name: domain.users.get(agentId)?.firstname ?? "",
    status: statuses.includes("available") ? "available" : statuses.includes("away") ? "away" : "offline",
    load: [...domain.tasks.values()].filter(({ queue }) => queue === `workbin_${agentId}`).length,
    // Engage limits each channel by itself; this is what the agent can have in all.
    teams: (domain.users.get(agentId)?.team_ids ?? []).flatMap((id) => domain.teams.get(id)?.name ?? []),
    capacity: [...domain.channels.values()].reduce((sum, { hard_capability }) => sum + hard_capability, 0),
  };
}

/** A place in the queue is one among those who wait on the same source: so Engage tells it to the customers. */
function toQueue({ domain, nowMs, botCategoryId }: DeskContext, index: ConversationIndex): QueueEntry[] {
  const waiting = [...domain.tasks.values()]
    .filter(({ completed_at, queue }) => completed_at === null && queue === "global")
    .sort(compareServed);
  const counts = new Map<string, number>();
  const entries = waiting.slice(0, MAX_QUEUE).map((task: Task): QueueEntry => {
    const content = domain.contents.get(task.content_id);
    const sourceId = content?.source_id ?? "";
    const position = (counts.get(sourceId) ?? 0) + 1;
    counts.set(sourceId, position);
    return {
      taskId: task.id,
      threadId: task.thread_id,
      position,
      customer: customerOf(domain, index(task.thread_id).contents)?.display_name ?? "Customer",
      source: domain.sources.get(sourceId)?.name ?? "",
      waitSeconds: Math.max(0, Math.round((nowMs - Date.parse(task.created_at)) / 1000)),
    };
  });
  // Who went back to the bot waits for nobody, though Engage may still have their task.
  return entries.filter(({ threadId }) => {
    const thread = domain.threads.get(threadId);
    return thread?.closed !== true && thread?.thread_category_ids.includes(botCategoryId) !== true;
  });
}

function toThread(
  context: DeskContext,
  index: ConversationIndex,
  thread: Thread,
  { state, ...ids }: ThreadStanding,
): ThreadView {
  const { domain } = context;
  const { contents } = index(thread.id);
  const customer = customerOf(domain, contents);
  const typing = customer && context.typingOf(thread, customer.id);
  return {
    id: thread.id,
    customer: toCustomerCard(domain, customer, thread),
    route: thread.source_id === context.bridgeSourceId ? "bridge" : "channel",
    source: domain.sources.get(thread.source_id)?.name ?? "",
    categories: thread.thread_category_ids,
    state,
    ...ids,
    updatedAt: Date.parse(thread.last_content_at ?? thread.updated_at),
    messages: toMessages(context, thread.id, contents),
    notes: toAgentNotes(domain, thread.id),
    categoryHistory: context
      .notesOf(thread.id)
      .flatMap(({ at, categories }) => (categories ? [{ at, categories }] : [])),
    ...(typing !== undefined && typing !== "" && { typing }),
  };
}

function toAgentNotes(domain: EngageDomain, threadId: string): AgentNote[] {
  return [...domain.comments.values()]
    .filter((comment) => comment.thread_id === threadId)
    .map(({ created_at, user_id, body }) => ({
      at: Date.parse(created_at),
      author: domain.users.get(user_id)?.firstname ?? "",
      text: body,
    }));
}

function customerOf(domain: EngageDomain, contents: readonly Content[]) {
  for (const { author_id } of contents) {
    const author = domain.identities.get(author_id);
    if (author && !isBrandSide(author)) {
      return author;
    }
  }
  return undefined;
}

function toMessages(context: DeskContext, threadId: string, contents: readonly Content[]): DeskMessage[] {
  const messages = contents
    .slice(-MAX_MESSAGES)
    .map((content) => ({ order: content.order, message: toDeskMessage(context, content) }));
  const first = messages[0]?.order ?? 0;
  const notes = context
    .notesOf(threadId)
    .filter(({ after }) => after >= first)
    .map(({ id, at, after, text }) => ({
      // Behind the content that it follows, before the next one.
      order: after + 0.5,
      message: { id, at, author: "system" as const, authorName: "", text, attachments: [] },
    }));
  return [...messages, ...notes].sort((one, other) => one.order - other.order).map(({ message }) => message);
}

function toDeskMessage({ domain, botUserId, findUpload }: DeskContext, content: Content): DeskMessage {
  const identity = domain.identities.get(content.author_id);
  const user = domain.users.get(content.creator_id ?? "");
  const isAgent = user !== undefined && user.id !== botUserId && isAgentUser(domain, user.id);
  const isCustomer = content.creator_id === null && identity !== undefined && !isBrandSide(identity);
  const payload = readPayload(content.structured_reply);
  return {
    ...toMessage(domain, content, findUpload),
    author: isCustomer ? "customer" : isAgent ? "agent" : "bot",
    authorName: isAgent ? user.firstname : (identity?.display_name ?? ""),
    ...(payload !== undefined && { reply: payload }),
    ...(content.synchronization_error !== null && { problem: content.synchronization_error }),
  };
}

function readPayload(reply: unknown): string | undefined {
  return typeof reply === "object" && reply !== null && "payload" in reply ? String(reply.payload) : undefined;
}

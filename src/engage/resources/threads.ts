/** Threads: the conversations. */
import * as z from "zod/mini";
import { once } from "../../core/once";
import type { Rest } from "../rest";
import { flag, id, idList, optionalId, optionalText, pageOf } from "../schema";

const thread = once(() =>
  z.object({
    id: id(),
    source_id: optionalId(),
    foreign_id: optionalText(),
    closed: flag(),
    /** Set on the thread itself; `category_ids` also counts those of its messages. */
    thread_category_ids: idList(),
  }),
);
export type Thread = z.output<ReturnType<typeof thread>>;

/** What a search finds may lag behind the thread itself, so only what never changes is read of it. */
const foundThread = once(() => z.object({ id: id(), source_id: optionalId(), foreign_id: optionalText() }));
export type FoundThread = z.output<ReturnType<typeof foundThread>>;

const FORBIDDEN_CLOSE =
  "Either this kind of source cannot close conversations, or the role of the token's user lacks the right to close them (close_content_thread).";

export function createThreads(rest: Rest) {
  return {
    getThread: (threadId: string) => rest({ method: "GET", path: ["content_threads", threadId], schema: thread() }),

    /**
     * By the id that a Channel SDK source gave. An unknown search keyword may be ignored and return strangers'
     * conversations, so a record counts only after an exact comparison.
     */
    async findThreadByForeignId(
      foreignId: string,
      sourceId: string,
      keyword: "foreign" | "foreign_id" = "foreign",
    ): Promise<FoundThread | undefined> {
      const q = `${keyword}:"${foreignId}" source:"${sourceId}"`;
      const page = await rest({
        method: "GET",
        path: ["content_threads"],
        query: { q },
        schema: pageOf(foundThread()),
      });
      return page.records.find((found) => found.foreign_id === foreignId && found.source_id === sourceId);
    },

    /** Replaces the whole set. Never send a part of it. */
    categorizeThread: (threadId: string, categoryIds: readonly string[]) =>
      rest({
        method: "PUT",
        path: ["content_threads", threadId, "update_categories"],
        form: { thread_category_ids: categoryIds },
        schema: thread(),
      }),

    /** Asynchronous: the answer usually still shows the open thread. */
    closeThread: (threadId: string) =>
      rest({
        method: "PUT",
        path: ["content_threads", threadId, "close"],
        hints: { forbidden: FORBIDDEN_CLOSE },
        schema: thread(),
      }),
  };
}

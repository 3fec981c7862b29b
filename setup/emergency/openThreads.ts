/** The open threads of some sources that carry a category: how many, and one after the other while they change. */
import * as z from "zod/mini";
import { PAGE_SIZE } from "../../src/engage/rest";
import { flag, id, idList, pageOf } from "../../src/engage/schema";
import type { Account } from "../engage/account";
import type { CallPace } from "../engage/createPace";

const threadSchema = z.object({ id: id(), closed: flag(), thread_category_ids: idList() });
export type OpenThread = z.output<typeof threadSchema>;

/** Waiting customers first: their last message is unanswered. */
const PASSES = ['status_in:"new" status_in:"assigned" ', ""] as const;

export interface ThreadSearch {
  account: Account;
  pace: CallPace;
  categoryId: string;
  sourceIds: readonly string[];
}

/** An upper bound: the search has no word for open threads. */
export async function countThreads({ account, pace, categoryId, sourceIds }: ThreadSearch) {
  const counts = [];
  for (const pass of PASSES) {
    await pace.next();
    counts.push((await read(account, toQuery(pass, categoryId, sourceIds), 0, 1)).count);
  }
  const [waiting = 0, all = 0] = counts;
  return { waiting, all };
}

/**
 * Each thread once. One that was changed leaves the result, so the offset grows only by those that stay in it; a search
 * that lags shows threads again.
 */
export async function* eachThread({ account, pace, categoryId, sourceIds }: ThreadSearch): AsyncGenerator<OpenThread> {
  const seen = new Set<string>();
  for (const pass of PASSES) {
    const query = toQuery(pass, categoryId, sourceIds);
    for (let offset = 0; ; ) {
      await pace.next();
      const { records } = await read(account, query, offset, PAGE_SIZE);
      const fresh = records.filter((thread) => !seen.has(thread.id));
      let staying = 0;
      for (const thread of fresh) {
        seen.add(thread.id);
        if (!thread.closed && thread.thread_category_ids.includes(categoryId)) {
          yield thread;
        } else {
          staying += 1;
        }
      }
      if (records.length === 0 || (fresh.length === 0 && records.length < PAGE_SIZE)) {
        break;
      }
      offset += fresh.length === 0 ? records.length : staying;
    }
  }
}

function read(account: Account, q: string, offset: number, limit: number) {
  return account.rest({
    method: "GET",
    path: ["content_threads"],
    query: { q, offset, limit },
    schema: pageOf(threadSchema),
  });
}

function toQuery(pass: string, categoryId: string, sourceIds: readonly string[]): string {
  const sources = sourceIds.map((one) => `source:"${one}"`).join(" ");
  return `${pass}categorized_in:"${categoryId}" ${sources} order:last_content_at.desc`;
}

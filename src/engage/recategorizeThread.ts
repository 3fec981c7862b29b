/** Read a thread's categories, decide the new set, write it, and make sure that Engage took it. */
import { type CategoryChange, isSameCategorySet, toNextCategories } from "../core/categories";
import { EngageError } from "../core/errors";
import type { EngageClient } from "./engageClient";
import { repeatOnConflict } from "./repeat";
import type { Thread } from "./resources/threads";

export interface Recategorization {
  thread: Thread;
  before: readonly string[];
  after: readonly string[];
  /** False: the thread had these categories already, and nothing was written. */
  changed: boolean;
}

/** How the new set follows from the thread; throw here to refuse. */
export type DecideCategories = (thread: Thread) => readonly string[];

const NOT_APPLIED_HINT =
  "A category may have been deleted, may not be assignable (unselectable), or its parent may allow only one child (multiple). Check the categories in Engage under Admin > Categories.";

/** `known` is a thread that was read just now; after a conflict it is read again. */
export async function recategorizeThread(
  engage: EngageClient,
  threadId: string,
  decide: DecideCategories,
  known?: Thread,
): Promise<Recategorization> {
  let fresh = known;
  return repeatOnConflict(engage, async () => {
    const thread = fresh ?? (await engage.getThread(threadId));
    fresh = undefined;
    const before = thread.thread_category_ids;
    const next = decide(thread);
    if (next.length === 0) {
      throw new EngageError(
        "configuration",
        "The conversation would be left without any category, and Engage does not say what that means.",
        {
          hint: "Keep or add at least one category.",
        },
      );
    }
    if (isSameCategorySet(before, next)) {
      return { thread, before, after: before, changed: false };
    }
    const answered = await engage.categorizeThread(threadId, next);
    const after = await confirm(engage, answered, next);
    return { thread: after, before, after: after.thread_category_ids, changed: true };
  });
}

export function changeCategories(change: CategoryChange): DecideCategories {
  return (thread) => toNextCategories(thread.thread_category_ids, change);
}

/** The answer may still show the old set, as other answers of Engage do; a second look tells refusal from delay. */
async function confirm(engage: EngageClient, answered: Thread, next: readonly string[]): Promise<Thread> {
  if (isSameCategorySet(answered.thread_category_ids, next)) {
    return answered;
  }
  const reread = await engage.getThread(answered.id);
  if (isSameCategorySet(reread.thread_category_ids, next)) {
    return reread;
  }
  throw new EngageError(
    "categories_not_applied",
    `Engage accepted the new categories of conversation ${answered.id} but did not apply all of them (wanted ${next.join(", ")}; has ${reread.thread_category_ids.join(", ") || "none"}).`,
    { hint: NOT_APPLIED_HINT },
  );
}

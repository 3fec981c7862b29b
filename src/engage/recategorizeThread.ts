/** Read a thread's categories, decide the new set, write it, and make sure that Engage took it. */
import { type CategoryChange, isSameCategorySet, toNextCategories } from "../core/categories";
import { EngageError, toEngageError } from "../core/errors";
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
  "A category may have been deleted, may not be assignable (unselectable), its parent may allow only one child (multiple), or a rule in Engage changed them again. Check Admin > Categories and the rules.";

/** Before each further look at what a write did. Engage's answers may lag behind what it has done. */
const LOOK_AGAIN_AFTER_MS = [0, 300, 900];

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
    const after = await confirm(engage, answered, { before, next, decide });
    return { thread: after, before, after: after.thread_category_ids, changed: true };
  });
}

export function changeCategories(change: CategoryChange): DecideCategories {
  return (thread) => toNextCategories(thread.thread_category_ids, change);
}

interface Write {
  before: readonly string[];
  next: readonly string[];
  decide: DecideCategories;
}

async function confirm(engage: EngageClient, answered: Thread, write: Write): Promise<Thread> {
  let seen = answered;
  let isSeen = false;
  for (const pauseMs of LOOK_AGAIN_AFTER_MS) {
    if (isApplied(seen, write)) {
      return seen;
    }
    await engage.clock.sleep(pauseMs);
    const look = await lookAgain(engage, answered.id);
    seen = look ?? seen;
    isSeen ||= look !== undefined;
  }
  if (isApplied(seen, write)) {
    return seen;
  }
  if (!isSeen) {
    // Engage accepted it, and that is the last that is known.
    return { ...answered, thread_category_ids: [...write.next] };
  }
  throw new EngageError(
    "categories_not_applied",
    `Engage accepted the new categories of conversation ${answered.id} but did not apply all of them (wanted ${write.next.join(", ")}; has ${seen.thread_category_ids.join(", ") || "none"}).`,
    { hint: NOT_APPLIED_HINT },
  );
}

/** `undefined` where that fails for now: Engage has taken the change, so it hasn't failed. */
function lookAgain(engage: EngageClient, threadId: string): Promise<Thread | undefined> {
  return engage.getThread(threadId).catch((thrown: unknown) => {
    if (toEngageError(thrown).retryable) {
      return undefined;
    }
    throw thrown;
  });
}

/** Nothing is left to add, and what was taken out is gone. Agents and rules may change other categories meanwhile. */
function isApplied(thread: Thread, { before, next, decide }: Write): boolean {
  const current = thread.thread_category_ids;
  const isGone = (id: string) => next.includes(id) || !current.includes(id);
  return decide(thread).every((id) => current.includes(id)) && before.every(isGone);
}

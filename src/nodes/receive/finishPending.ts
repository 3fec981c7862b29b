/** Completes a handover that was pending when its node ended: Engage has imported the opening message. */
import { toNextCategories } from "../../core/categories";
import type { EngageClient } from "../../engage/engageClient";
import { isOfCustomer } from "../../engage/findCustomerMessage";
import { recategorizeThread } from "../../engage/recategorizeThread";
import type { Item } from "./deliveries";
import type { ReceiveRun } from "./receiveFields";

/** No handover is closed that fast, and announcements that aren't repeated come faster. */
const LATE_MS = 20_000;

/**
 * The handover whose import took longer than its node could wait. Where it did not, the Bot category is gone already.
 * Where Engage gives imports no category at all, nobody has the conversation yet.
 */
export async function finishPending(
  { connection, engage }: ReceiveRun,
  item: Item<"imported">,
): Promise<"done" | "nothingToDo"> {
  if (await isOverSince(engage, item)) {
    return "nothingToDo";
  }
  const bot = connection.botCategoryId();
  const wanted = item.categoryIds.length > 0 ? item.categoryIds : [connection.agentCategoryId()];
  const { changed } = await recategorizeThread(engage, item.threadId, ({ thread_category_ids: current }) => {
    const isPending = (current.length === 0 || current.includes(bot)) && !wanted.every((id) => current.includes(id));
    return isPending ? toNextCategories(current, { remove: [bot], add: wanted }) : current;
  });
  return changed ? "done" : "nothingToDo";
}

/**
 * Engage repeats announcements for hours. By then an agent may have answered, and closed the conversation or given it
 * back: whatever category it has was chosen since.
 */
async function isOverSince(engage: EngageClient, { threadId, atMs }: Item<"imported">): Promise<boolean> {
  if (atMs === undefined || engage.clock.now() - atMs < LATE_MS) {
    return false;
  }
  const importedSecondMs = atMs - (atMs % 1000);
  const isSince = (time: string | null | undefined) => Date.parse(time ?? "") >= importedSecondMs;
  const [interventions, contents] = await Promise.all([
    engage.listThreadInterventions(threadId),
    engage.listThreadContents(threadId),
  ]);
  return (
    interventions.some(({ closed, closed_at, created_at }) => closed && isSince(closed_at ?? created_at)) ||
    contents.some((content) => !isOfCustomer(content) && isSince(content.created_at))
  );
}

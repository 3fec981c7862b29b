/** Gives a conversation back to the bot. Shared by Receive Engage Events and Close Engage Conversation. */
import { findUnjudged, toLabelIds, toNextCategories, toReturnChange } from "../../core/categories";
import { toEngageError } from "../../core/errors";
import { type Recategorization, recategorizeThread } from "../../engage/recategorizeThread";
import type { Thread } from "../../engage/resources/threads";
import type { NodeRun } from "./defineNode";
import { listField, type ShownIf } from "./field";
import { localized } from "./localized";

export function keepCategoriesField(condition: ShownIf) {
  return listField(localized("Categories that stay", "Kategorien, die bleiben", "Categorías que permanecen"), {
    description: localized(
      "IDs of categories that the conversation keeps when the bot gets it back. Others go if Engage routes by them.",
      "IDs der Kategorien, die die Konversation behält, wenn sie an den Bot zurückgeht. Andere entfallen, wenn Engage nach ihnen verteilt.",
      "ID de las categorías que la conversación conserva al volver al bot. Las demás se quitan si Engage distribuye según ellas.",
    ),
    condition,
  });
}

type Situation = Pick<NodeRun<{ keepCategoryIds: readonly string[] }>, "api" | "config" | "connection" | "engage">;

/** 750 categories, as many as the dropdowns show. */
const MAX_PAGES = 5;

/** `known` is a thread that was read just now. */
export async function returnToBot(
  { api, config, connection, engage }: Situation,
  threadId: string,
  known?: Thread,
): Promise<Recategorization> {
  const pair = { botCategoryId: connection.botCategoryId(), agentCategoryId: connection.agentCategoryId() };
  const keptIds = new Set(config.keepCategoryIds);
  const give = (thread?: Thread) =>
    recategorizeThread(
      engage,
      threadId,
      ({ thread_category_ids: current }) => toNextCategories(current, toReturnChange(current, pair, keptIds)),
      thread,
    );
  const thread = known ?? (await engage.getThread(threadId));
  if (findUnjudged(thread.thread_category_ids, pair, keptIds).length === 0) {
    return give(thread);
  }
  const catalogue = await engage.listCategories(MAX_PAGES).catch((thrown) => {
    // Nobody but the bot is to have it: better without a label than with a team.
    const { code } = toEngageError(thrown);
    api.log(
      "warn",
      `RingCentral Engage: ${code}: which categories of conversation ${threadId} are labels is not known`,
    );
    return { records: [] };
  });
  for (const id of toLabelIds(catalogue.records)) {
    keptIds.add(id);
  }
  // Read again: meanwhile somebody may have changed them.
  return give();
}

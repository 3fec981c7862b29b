/** Bot and Agent category, as far as the Connection names them. */

import type { Connection } from "../../connection";
import type { CategoryPair } from "../../core/categories";

export function toCategoryPair(connection: Connection): Partial<CategoryPair> {
  return {
    ...(connection.hasBotCategory() && { botCategoryId: connection.botCategoryId() }),
    ...(connection.hasAgentCategory() && { agentCategoryId: connection.agentCategoryId() }),
  };
}

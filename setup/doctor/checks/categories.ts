/** Whether the two categories are there, can be given to conversations, and belong together. */
import { EngageError } from "../../../src/core/errors";
import type { SettingKey } from "../../settings";
import { type Check, fail, pass, warn } from "../check";

function checkCategory(role: "Bot" | "Agent", key: SettingKey, variable: string): Check {
  const code = role.toLowerCase();
  return {
    id: `${code}Category`,
    title: `Category ${role}`,
    needs: [key],
    after: ["api"],
    async run({ account, value, engage }) {
      const place = engage("Admin", "Categories");
      const category = await account()
        .category(value(key))
        .catch((error: unknown) => {
          if (error instanceof EngageError && error.code === "not_found") {
            return undefined;
          }
          throw error;
        });
      if (category === undefined) {
        return [
          fail(
            `${code}_category_missing`,
            `There is no category with the id in ${variable}.`,
            `Copy the id of the category ${role} from the address of its edit page, or let \`provision\` create it.`,
            place,
          ),
        ];
      }
      if (category.unselectable && category.parent_id === null) {
        return [
          fail(
            `${code}_category_unselectable`,
            `The category "${category.name}" is unselectable: no conversation can have it.`,
            "Switch off Unselectable, or use one of its children.",
            place,
          ),
        ];
      }
      return [pass(`${code}_category`, `The ${role} category is "${category.name}"`)];
    },
  };
}

export const botCategory = checkCategory("Bot", "engageBotCategoryId", "ENGAGE_BOT_CATEGORY_ID");
export const agentCategory = checkCategory("Agent", "engageAgentCategoryId", "ENGAGE_AGENT_CATEGORY_ID");

export const categoryFamily: Check = {
  id: "categoryFamily",
  title: "Bot and Agent category together",
  needs: ["engageBotCategoryId", "engageAgentCategoryId"],
  after: ["botCategory", "agentCategory"],
  async run({ account, value, engage }) {
    const place = engage("Admin", "Categories");
    const [bot, agent] = await Promise.all([
      account().category(value("engageBotCategoryId")),
      account().category(value("engageAgentCategoryId")),
    ]);
    if (bot.id === agent.id) {
      return [
        fail(
          "categories_equal",
          "Bot and Agent category are the same: nobody could tell who has a conversation.",
          "Give each its own id in ENGAGE_BOT_CATEGORY_ID and ENGAGE_AGENT_CATEGORY_ID.",
          place,
        ),
      ];
    }
    if (bot.parent_id === null || bot.parent_id !== agent.parent_id) {
      return [
        warn(
          "categories_apart",
          `"${bot.name}" and "${agent.name}" are not under one parent.`,
          "Put both under one parent category that is unselectable, so that agents choose one or the other.",
          place,
        ),
      ];
    }
    return [pass("categories_together", "Both are under one parent")];
  },
};

/** Whether the two categories are there, can be given to conversations, and belong together. */
import { EngageError } from "../../../src/core/errors";
import type { Account } from "../../engage/account";
import type { SettingKey } from "../../settings";
import { type Check, fail, pass, warn } from "../check";

const MAX_DEPTH = 10;

function checkCategory(role: "Bot" | "Agent", key: SettingKey, variable: string): Check {
  const code = role.toLowerCase();
  return {
    id: `${code}Category`,
    title: `Category ${role}`,
    needs: [key],
    after: ["api", "categoriesInOrder"],
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
      const root = role === "Agent" ? await findRoot(account(), category.id) : undefined;
      if (root?.non_routable) {
        return [
          warn(
            "agent_category_not_routable",
            `"${root.name}" is marked "Do not use for tasks routing", so "${category.name}" below it routes to nobody.`,
            `Switch that mark off on "${root.name}", or move the Agent category below another root.`,
            place,
          ),
        ];
      }
      return [pass(`${code}_category`, `The ${role} category is "${category.name}"`)];
    },
  };
}

/** The mark is the root's; it counts for all below it. */
async function findRoot(account: Account, categoryId: string) {
  const categories = await account.categories();
  const byId = (id: string | null) => categories.find((category) => category.id === id);
  let root = byId(categoryId);
  for (let depth = 0; root !== undefined && root.parent_id !== null && depth < MAX_DEPTH; depth++) {
    root = byId(root.parent_id) ?? root;
  }
  return root;
}

const BOT_NAME = /\b(ro)?bots?\b|cognigy|virtual/i;
const AGENT_NAME = /\bagents?\b|human|people|mensch|mitarbeiter|persona/i;

/** Every fix that follows from swapped ids would do harm, so this comes before all that looks at one of them. */
export const categoriesInOrder: Check = {
  id: "categoriesInOrder",
  title: "Which category is the bot's",
  needs: ["engageBotCategoryId", "engageAgentCategoryId"],
  after: ["api"],
  unless: (settings) =>
    settings.get("engageBotCategoryId") === settings.get("engageAgentCategoryId")
      ? "the Bot and Agent category are the same"
      : undefined,
  async run(context) {
    const { account, value, engage } = context;
    const categories = await account().categories();
    const nameOf = (key: SettingKey) => categories.find(({ id }) => id === value(key))?.name ?? "";
    const [bot, agent] = [nameOf("engageBotCategoryId"), nameOf("engageAgentCategoryId")];
    const isSwapped = looksLike(bot, AGENT_NAME, BOT_NAME) && looksLike(agent, BOT_NAME, AGENT_NAME);
    if (!isSwapped) {
      return [];
    }
    return [
      fail(
        "categories_swapped",
        `The two category ids are swapped: ENGAGE_BOT_CATEGORY_ID is "${bot}", and ENGAGE_AGENT_CATEGORY_ID is "${agent}".`,
        "Exchange the two ids.",
        engage("Admin", "Categories"),
      ),
    ];
  },
};

function looksLike(name: string, wanted: RegExp, other: RegExp): boolean {
  return wanted.test(name) && !other.test(name);
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
          "Put both under one parent category that is unselectable, so agents choose one of them.",
          place,
        ),
      ];
    }
    return [pass("categories_together", "Both are under one parent")];
  },
};

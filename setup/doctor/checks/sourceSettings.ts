/** What the sources must be set to: the Bot category as default, and permissions of the token's user. */
import type { Finding } from "../../report";
import { type Check, fail, pass, skip } from "../check";
import { allSourceIds, readSource, sourceIdsOf, sourcePlace } from "./sources";

/** Default categories decide who gets what arrives first: they are looked at once the Bot category is known to be right. */
function defaultCategories(id: string, title: string, source: "bridgeSource" | "channelSources"): Check {
  return {
    id,
    title,
    needs: ["engageBotCategoryId"],
    after: ["botCategory", source],
    unless(settings) {
      if (sourceIdsOf(settings, source).length === 0) {
        return "there is no such source";
      }
      // Whichever of the two the id is: told elsewhere, and no reason to change a source.
      const botCategoryId = settings.get("engageBotCategoryId");
      const isSame = botCategoryId !== undefined && botCategoryId === settings.get("engageAgentCategoryId");
      return isSame ? "the Bot and Agent category are the same" : undefined;
    },
    async run(context) {
      const botCategoryId = context.value("engageBotCategoryId");
      const found = await Promise.all(
        sourceIdsOf(context.settings, source).map(async (sourceId): Promise<Finding> => {
          const record = await context.account().source(sourceId);
          if (!record.default_category_ids.includes(botCategoryId)) {
            return fail(
              "source_default_category_missing",
              `The default categories of "${record.name}" do not contain the Bot category: new conversations do not reach the bot.`,
              "Add the Bot category to the source's default categories, or let `provision` do it.",
              sourcePlace(context, record),
            );
          }
          const agentCategoryId = context.settings.get("engageAgentCategoryId");
          if (agentCategoryId !== undefined && record.default_category_ids.includes(agentCategoryId)) {
            return fail(
              "source_default_category_agent",
              `The default categories of "${record.name}" contain the Agent category beside the Bot category: the bot does not answer new conversations.`,
              "Remove the Agent category from the source's default categories, or let `provision` do it.",
              sourcePlace(context, record),
            );
          }
          return pass("source_default_category", `"${record.name}" gives new conversations the Bot category`);
        }),
      );
      return found;
    },
  };
}

export const bridgeDefaults = defaultCategories(
  "bridgeDefaults",
  "Default category of the Channel SDK source",
  "bridgeSource",
);
export const channelDefaults = defaultCategories(
  "channelDefaults",
  "Default categories of route channel",
  "channelSources",
);

export const sourcePermissions: Check = {
  id: "sourcePermissions",
  title: "Permissions of the token's user on the sources",
  needs: [],
  after: ["tokenUser"],
  unless: (settings) => (allSourceIds(settings).length > 0 ? undefined : "there is no source to look at"),
  async run(context) {
    const me = await context.account().me();
    const permissions = await context.account().permissions(me.id);
    const found = await Promise.all(
      allSourceIds(context.settings).map(async (sourceId): Promise<Finding> => {
        const source = await readSource(context, sourceId);
        if (source === undefined) {
          return skip("source_missing", `Permissions: there is no source ${sourceId}`);
        }
        const { name } = source;
        const granted = permissions.get(sourceId) ?? [];
        const users = context.engage("Admin", "Users", "the token's user", "Permissions");
        const lacking = ["read", "reply"].filter((permission) => !granted.includes(permission));
        if (lacking.length > 0) {
          return fail(
            "source_permission_missing",
            `The token's user has no ${lacking.join(" and no ")} on "${name}".`,
            "Give the user read and reply on this source.",
            users,
          );
        }
        if (granted.includes("approval_required")) {
          return fail(
            "source_approval_required",
            `What the token's user writes on "${name}" waits for approval.`,
            "Take approval_required from the user on this source.",
            users,
          );
        }
        return pass("source_permissions", `The token's user may read and reply on "${name}"`);
      }),
    );
    return found;
  },
};

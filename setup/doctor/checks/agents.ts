/** The people who take over: who they are, whether they may answer, and as whom. */
import { type AccountUser, ifAllowed } from "../../engage/account";
import type { Finding } from "../../report";
import { type Check, type CheckContext, fail, pass, skip, warn } from "../check";
import { allSourceIds, bridgeSourceIdOf, withoutBridge } from "./sources";
import { toName } from "./tokenUser";

/** Each costs a request, of 500 a minute. */
const MAX_LOOKED_AT = 20;

/** The users with a category, without the bot's own; nothing where the token may not read users. */
async function listPeople({ account }: CheckContext, categoryId: string): Promise<AccountUser[] | undefined> {
  const [me, users] = await Promise.all([account().me(), ifAllowed(account().usersWithCategory(categoryId))]);
  return users?.filter(({ id, enabled }) => id !== me.id && enabled !== false);
}

const UNKNOWN = "this token may not read users (right read_user)";

export const agents: Check = {
  id: "agents",
  title: "Agents",
  needs: ["engageAgentCategoryId"],
  after: ["tokenUser", "agentCategory"],
  unless: (settings) =>
    settings.get("engageAgentCategoryId") === settings.get("engageBotCategoryId")
      ? "the Agent category is not known"
      : undefined,
  async run(context) {
    const people = await listPeople(context, context.value("engageAgentCategoryId"));
    if (people === undefined) {
      return [skip("agents_unknown", `Agents: ${UNKNOWN}`)];
    }
    if (people.length > 0) {
      return [pass("agents", `Have the Agent category: ${toNames(people)}`)];
    }
    return [
      fail(
        "agents_missing",
        "Nobody has the Agent category: no conversation that is handed over finds anybody.",
        "Give it to each person who takes over (ENGAGE_AGENT_EMAILS lets `provision` do it).",
        context.engage("Admin", "Users"),
      ),
    ];
  },
};

export const agentPermissions: Check = {
  id: "agentPermissions",
  title: "Permissions of agents",
  needs: ["engageAgentCategoryId"],
  after: ["agents", "bridgeSource", "channelSources"],
  unless: (settings) => (allSourceIds(settings).length > 0 ? undefined : "there is no source to look at"),
  async run(context) {
    const people = (await listPeople(context, context.value("engageAgentCategoryId"))) ?? [];
    const looked = people.slice(0, MAX_LOOKED_AT);
    const granted = await Promise.all(
      looked.map(async (person) => ({
        person,
        permissions: await ifAllowed(context.account().permissions(person.id)),
      })),
    );
    const known = granted.flatMap(({ person, permissions }) => (permissions ? [{ person, permissions }] : []));
    if (known.length === 0) {
      return [skip("agent_permissions_unknown", `Permissions of agents: ${UNKNOWN}`)];
    }
    const found = await Promise.all(
      allSourceIds(context.settings).map(async (sourceId): Promise<Finding> => {
        const { name } = await context.account().source(sourceId);
        const without = known
          .filter(({ permissions }) => !["read", "reply"].every((one) => permissions.get(sourceId)?.includes(one)))
          .map(({ person }) => person);
        const place = context.engage("Admin", "Users", "Permissions");
        const fix = "Give each of them read and reply on this source.";
        if (without.length === 0) {
          return pass("agent_permissions", `Agents may read and reply on "${name}"`);
        }
        return without.length === known.length
          ? fail("agent_permissions_missing", `No agent may read and reply on "${name}".`, fix, place)
          : warn("agent_permissions_missing", `Without read and reply on "${name}": ${toNames(without)}.`, fix, place);
      }),
    );
    return found;
  },
};

export const agentIdentities: Check = {
  id: "agentIdentities",
  title: "Identities that agents write as",
  needs: ["engageAgentCategoryId", "engageRealtimeEndpointUrl"],
  after: ["agents", "bridgeSource"],
  unless: withoutBridge,
  async run(context) {
    const sourceId = bridgeSourceIdOf(context.value("engageRealtimeEndpointUrl"));
    const people = (await listPeople(context, context.value("engageAgentCategoryId"))) ?? [];
    const identities = await context.account().identities(sourceId);
    const controlled = new Set(identities.filter(({ user_ids }) => user_ids.length > 0).map(({ id }) => id));
    const owners = new Set(identities.flatMap(({ user_ids }) => user_ids));
    const without = people.filter(
      ({ id, identity_ids }) => !owners.has(id) && !identity_ids.some((one) => controlled.has(one)),
    );
    if (people.length === 0) {
      return [skip("agent_identities_unknown", `Identities of agents: ${UNKNOWN}`)];
    }
    if (without.length === 0) {
      return [pass("agent_identities", "Each agent has an identity to write as on the Channel SDK source")];
    }
    const fix =
      "Tick Controlled identity for the identity `cognigy-agents` (`provision` creates it), and assign it to each agent.";
    const place = context.engage("Identities");
    return [
      without.length === people.length
        ? fail(
            "agent_identities_missing",
            "No agent has an identity on the Channel SDK source: nobody can answer.",
            fix,
            place,
          )
        : warn(
            "agent_identities_missing",
            `Without an identity on the Channel SDK source: ${toNames(without)}.`,
            fix,
            place,
          ),
    ];
  },
};

export const nobodyHasBot: Check = {
  id: "nobodyHasBot",
  title: "Nobody has the Bot category",
  needs: ["engageBotCategoryId"],
  after: ["tokenUser", "botCategory", "categoryFamily"],
  async run(context) {
    const people = await listPeople(context, context.value("engageBotCategoryId"));
    if (people === undefined) {
      return [skip("bot_category_people_unknown", `People with the Bot category: ${UNKNOWN}`)];
    }
    if (people.length === 0) {
      return [pass("bot_category_nobody", "No person has the Bot category")];
    }
    return [
      warn(
        "bot_category_people",
        `Have the Bot category and are offered the bot's conversations: ${toNames(people)}.`,
        "Take it from them.",
        context.engage("Admin", "Users"),
      ),
    ];
  },
};

function toNames(people: readonly AccountUser[]): string {
  const shown = people.slice(0, 5).map(toName).join(", ");
  return people.length > 5 ? `${shown} and ${people.length - 5} more` : shown;
}

/** Seeds users with their tokens and rights, agents with their presence, and the identities they write as. */
import type { EngageDomain } from "./EngageDomain";
import type { Identity, Team, User } from "./records";
import type { SeededSettings } from "./seedSettings";

export interface SeededPeople {
  users: { bot: User; limited: User; blind: User; virtual: User };
  agents: { ana: User; ben: User };
  tokens: { bot: string; limited: string; blind: string };
  teams: { support: Team };
  /** Controlled identities: `agent` and `desk` belong to Ana and Ben, `bot` and `sdkBot` to the bot's user. */
  puppets: { agent: Identity; desk: Identity; bot: Identity; sdkBot: Identity };
}

const ROLES = {
  nobody: "66a0000000000000401e0000",
  agent: "66a0000000000000401e0001",
  bot: "66a0000000000000401e0002",
};
const BOT_RIGHTS = [
  "monitor_tasks",
  "close_content_thread",
  "open_content_thread",
  "update_intervention",
  "read_identity",
  "update_identity",
  "manage_api_access_tokens",
  "search_event",
  "read_user",
  "update_time_sheet",
  "read_surveys",
];
const READ_REPLY = ["read", "reply"];

export function seedPeople(domain: EngageDomain, settings: SeededSettings): SeededPeople {
  const { sources, categories, channels, communities } = settings;
  const times = domain.timestamps();
  const everySource = (permissions: string[]) =>
    Object.fromEntries(Object.values(sources).map((source) => [source.id, [...permissions]]));

  const addUser = (id: string, firstname: string, given: Partial<User>): User => {
    const user: User = {
      id,
      email: `${firstname.toLowerCase()}@example.com`,
      firstname,
      lastname: "Example",
      nickname: null,
      gender: null,
      locale: "en",
      timezone: "UTC",
      enabled: true,
      external_id: null,
      role_id: ROLES.nobody,
      team_ids: [],
      category_ids: [],
      identity_ids: [],
      spoken_languages: ["en"],
      rights: [],
      permissions: {},
      ...times,
      ...given,
    };
    domain.users.set(id, user);
    return user;
  };
  const users = {
    bot: addUser("66a0000000000005e40000b0", "Bot", {
      role_id: ROLES.bot,
      rights: [...BOT_RIGHTS],
      permissions: everySource([...READ_REPLY, "initiate_discussion"]),
    }),
    limited: addUser("66a0000000000005e4000001", "Limited", { permissions: everySource(READ_REPLY) }),
    blind: addUser("66a0000000000005e4000002", "Blind", {}),
    virtual: addUser("66a0000000000005e4000003", "Virtual", { permissions: everySource(READ_REPLY) }),
  };
  const teamId = "66a0000000000000007ea001";
  const agentRights = ["receive_tasks", "update_own_intervention", "close_content_thread"];
  const addAgent = (id: string, firstname: string) =>
    addUser(id, firstname, {
      role_id: ROLES.agent,
      rights: [...agentRights],
      permissions: everySource(READ_REPLY),
      category_ids: [categories.agent.id],
      team_ids: [teamId],
    });
  const agents = { ana: addAgent("66a0000000000a9e47000001", "Ana"), ben: addAgent("66a0000000000a9e47000002", "Ben") };
  agents.ben.spoken_languages = ["en", "fr"];

  for (const channel of Object.values(channels)) {
    domain.setPresence(agents.ana.id, channel.id, { status: "available", busyness: "ok" });
    domain.setPresence(agents.ben.id, channel.id, { status: "away", busyness: "unoccupied" });
  }

  const team: Team = {
    id: teamId,
    name: "Support",
    leader_ids: [agents.ana.id],
    user_ids: [agents.ana.id, agents.ben.id],
    ...times,
  };
  domain.teams.set(teamId, team);

  const addPuppet = (communityId: string, foreignId: string, name: string, owners: User[]) => {
    const puppet = domain.addIdentity({ communityId, foreignId, screenname: name, puppetizable: true });
    puppet.user_ids = owners.map((owner) => owner.id);
    for (const owner of owners) {
      owner.identity_ids.push(puppet.id);
    }
    return puppet;
  };
  const staff = Object.values(agents);
  const machines = [users.bot, users.limited, users.virtual];
  const puppets = {
    agent: addPuppet(communities.sdk.id, "desk-agent", "Support", staff),
    desk: addPuppet(communities.messaging.id, "messaging-desk", "Support", staff),
    bot: addPuppet(communities.messaging.id, "messaging-bot", "Virtual agent", machines),
    sdkBot: addPuppet(communities.sdk.id, "sdk-bot", "Virtual agent", machines),
  };

  const tokens = { bot: "bot-token", limited: "limited-token", blind: "blind-token" };
  // A token that an account makes for its default administrator: a person with all rights, who may serve chats as well.
  const isAdministrators = domain.settings.tokenOwner === "administrator";
  if (isAdministrators) {
    agents.ana.rights.push(...BOT_RIGHTS);
  }
  domain.tokens.set(tokens.bot, isAdministrators ? agents.ana.id : users.bot.id);
  domain.tokens.set(tokens.limited, users.limited.id);
  domain.tokens.set(tokens.blind, users.blind.id);
  return { users, agents, tokens, teams: { support: team }, puppets };
}

/** A second team for the demo: Cleo, who alone has the category Returns. */
import type { Category, Team, User } from "../engage/domain/records";
import type { EngageStandIn } from "../engage/startEngage";

/** The demo Flow names it. */
const RETURNS_CATEGORY_ID = "66a0000000000000000000a5";
const CLEO_ID = "66a0000000000a9e47000003";
const RETURNS_TEAM_ID = "66a0000000000000007ea002";

export function addReturnsTeam({ domain, seed }: EngageStandIn): void {
  const { ana } = seed.agents;
  const category: Category = domain.addCategory({
    id: RETURNS_CATEGORY_ID,
    name: "Returns",
    parent_id: seed.categories.cognigy.id,
  });
  const cleo: User = {
    ...ana,
    id: CLEO_ID,
    email: "cleo@example.com",
    firstname: "Cleo",
    team_ids: [RETURNS_TEAM_ID],
    category_ids: [category.id],
    identity_ids: [...ana.identity_ids],
    spoken_languages: ["en", "de"],
    rights: [...ana.rights],
    permissions: { ...ana.permissions },
  };
  domain.users.set(cleo.id, cleo);
  for (const identityId of cleo.identity_ids) {
    domain.identities.get(identityId)?.user_ids.push(cleo.id);
  }
  const team: Team = {
    id: RETURNS_TEAM_ID,
    name: "Returns",
    leader_ids: [cleo.id],
    user_ids: [cleo.id],
    ...domain.timestamps(),
  };
  domain.teams.set(team.id, team);
  for (const channel of domain.channels.values()) {
    domain.setPresence(cleo.id, channel.id, { status: "available" });
  }
}

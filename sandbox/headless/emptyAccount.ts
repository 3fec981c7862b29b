/** An Engage account as it is before any set-up: sources, people and a token, and nothing of the bot's. */
import type { EngageStandIn } from "../engage/startEngage";

export function emptyAccount({ domain, seed }: EngageStandIn): void {
  domain.categories.clear();
  domain.webhooks.clear();
  for (const source of domain.sources.values()) {
    source.default_category_ids = [];
    if (source.sdk !== null && source.sdk.baseUri === null) {
      // Engage hasn't asked anybody what they can do.
      source.sdk.implementation = { objects: {}, options: [] };
    }
  }
  for (const agent of Object.values(seed.agents)) {
    Object.assign(agent, { category_ids: [], identity_ids: [] });
  }
  for (const puppet of [seed.puppets.agent, seed.puppets.desk]) {
    domain.identities.delete(puppet.id);
  }
  for (const right of ["manage_categories", "update_user", "update_content_source"]) {
    if (!seed.users.bot.rights.includes(right)) {
      seed.users.bot.rights.push(right);
    }
  }
}

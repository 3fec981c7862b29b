/** What happens to Engage's account as a whole, whoever is talking. */
import type { EngageStandIn } from "../sandbox/engage/startEngage";
import type { AccountAct } from "./Plan";

export function actOnAccount(engage: EngageStandIn, act: AccountAct): string {
  const { domain, seed } = engage;
  const { ana, ben } = seed.agents;
  switch (act) {
    case "everybodyLeaves":
      setStatus(engage, [ana.id, ben.id], "away");
      return "everybody is away";
    case "somebodyIsBack":
      setStatus(engage, [ana.id], "available");
      return "Ana is available";
    case "tokenExpires":
      domain.tokens.delete(seed.tokens.bot);
      return "the token is not valid any more";
    case "tokenIsRenewed": {
      const isAdministrators = domain.settings.tokenOwner === "administrator";
      domain.tokens.set(seed.tokens.bot, isAdministrators ? ana.id : seed.users.bot.id);
      return "the token is valid again";
    }
    case "useUpRequests":
      engage.useUpRequests();
      return "no requests are left in this minute";
  }
}

function setStatus({ domain, seed }: EngageStandIn, agentIds: readonly string[], status: "away" | "available"): void {
  for (const agentId of agentIds) {
    for (const { id } of Object.values(seed.channels)) {
      domain.setPresence(agentId, id, { status });
    }
  }
}

/** The account as a visitor of the sandbox finds it: no old conversations, agents with empty hands. */
import type { EngageStandIn } from "../engage/startEngage";
import { addReturnsTeam } from "./addReturnsTeam";

export function prepareAccount(engage: EngageStandIn): void {
  const { domain, seed } = engage;
  domain.silently(() => {
    for (const records of [domain.threads, domain.contents, domain.tasks, domain.interventions]) {
      records.clear();
    }
    for (const { id } of Object.values(seed.identities)) {
      domain.identities.delete(id);
    }
    domain.identityGroups.clear();
    seed.sources.messaging.name = "Engage Messaging";
    seed.sources.sdk.name = "Webchat";
    // The hours of the page's clock are those of the timeline.
    seed.timeSheets.always.timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    addReturnsTeam(engage);
    for (const { id } of Object.values(seed.agents)) {
      for (const channel of domain.channels.values()) {
        domain.setPresence(id, channel.id, { busyness: "unoccupied" });
      }
    }
  });
}

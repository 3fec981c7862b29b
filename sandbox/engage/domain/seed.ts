/** The account that every test and every sandbox starts with. Ids are fixed and readable. */
import type { EngageDomain } from "./EngageDomain";
import { type SeededConversation, seedConversation } from "./seedConversation";
import { type SeededPeople, seedPeople } from "./seedPeople";
import { type SeededSettings, seedSettings } from "./seedSettings";

export interface EngageSeed extends SeededSettings, SeededPeople, SeededConversation {}

export function seedDomain(domain: EngageDomain): EngageSeed {
  return domain.silently(() => {
    const settings = seedSettings(domain);
    const people = seedPeople(domain, settings);
    const conversation = seedConversation(domain, settings);
    return { ...settings, ...people, ...conversation };
  });
}

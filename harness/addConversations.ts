/** Many customers who have each written once on Engage Messaging. No Flow runs for them: this is about the desk. */
import type { EngageStandIn } from "../sandbox/engage/startEngage";

export function addConversations({ domain, seed }: EngageStandIn, count: number): void {
  for (const { id } of domain.webhooks.values()) {
    domain.updateWebhook(id, { active: false });
  }
  for (let index = 0; index < count; index += 1) {
    const { id: identityId } = domain.addIdentity({
      communityId: seed.communities.messaging.id,
      foreignId: `many-${index}`,
      screenname: `Customer ${index}`,
    });
    domain.customerWrites({ sourceId: seed.sources.messaging.id, identityId, body: `Message ${index}` });
  }
}

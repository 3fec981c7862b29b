/** Seeds two customers, one with a customer record, and one waiting message that the bot has to answer. */
import type { EngageDomain } from "./EngageDomain";
import { find } from "./find";
import type { Content, Identity, IdentityGroup, Task, Thread } from "./records";
import type { SeededSettings } from "./seedSettings";

export interface SeededConversation {
  /** `customer` has no identity group, as many; `knownCustomer` has one. */
  identities: { customer: Identity; knownCustomer: Identity };
  identityGroup: IdentityGroup;
  thread: Thread;
  content: Content;
  /** Nobody has the Bot skill, so the task of the waiting message is undelivered. */
  task: Task;
}

export function seedConversation(domain: EngageDomain, settings: SeededSettings): SeededConversation {
  const communityId = settings.communities.messaging.id;
  const customer = domain.addIdentity({ communityId, foreignId: "visitor-1", screenname: "Lee" });
  const knownCustomer = domain.addIdentity({
    communityId,
    foreignId: "visitor-2",
    screenname: "Kim",
    firstname: "Kim",
    email: "kim@example.com",
  });
  const identityGroup: IdentityGroup = {
    id: "66a0000000000900d0000001",
    firstname: "Kim",
    lastname: null,
    company: null,
    gender: null,
    notes: null,
    avatar_url: null,
    emails: ["kim@example.com"],
    home_phones: [],
    mobile_phones: [],
    tag_ids: [],
    identity_ids: [knownCustomer.id],
    custom_field_values: {},
    ...domain.timestamps(),
  };
  domain.identityGroups.set(identityGroup.id, identityGroup);
  knownCustomer.identity_group_id = identityGroup.id;

  const { thread, content, task } = domain.customerWrites({
    sourceId: settings.sources.messaging.id,
    identityId: customer.id,
    body: "Where is my parcel?",
  });
  return {
    identities: { customer, knownCustomer },
    identityGroup,
    thread,
    content,
    task: find(domain.tasks, task?.id),
  };
}

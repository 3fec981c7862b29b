/** Identities and the customer records that several of them may share. */
import { checkCustomFieldValues } from "./customFields";
import type { DomainState } from "./DomainState";
import { EngageRefusal } from "./EngageRefusal";
import { find } from "./find";
import type { Identity, IdentityGroup } from "./records";

export type IdentityProfile = Partial<
  Pick<
    Identity,
    | "screenname"
    | "firstname"
    | "lastname"
    | "email"
    | "company"
    | "gender"
    | "home_phone"
    | "mobile_phone"
    | "avatar_url"
    | "extra_values"
    | "puppetizable"
  >
>;

export function findForeignIdentity(state: DomainState, communityId: string, foreignId: string): Identity | undefined {
  return [...state.identities.values()].find(
    (identity) => identity.community_id === communityId && identity.foreign_id === foreignId,
  );
}

/** The same foreign id is the same identity; what is sent again replaces what was known. */
export function upsertIdentity(
  state: DomainState,
  communityId: string,
  foreignId: string,
  profile: IdentityProfile,
): Identity {
  const known = findForeignIdentity(state, communityId, foreignId);
  const identity = known ?? createIdentity(state, communityId, foreignId);
  const { extra_values: extraValues, ...rest } = profile;
  Object.assign(identity, rest);
  Object.assign(identity.extra_values, extraValues);
  identity.display_name =
    identity.screenname ?? ([identity.firstname, identity.lastname].filter(Boolean).join(" ") || foreignId);
  identity.updated_at = state.timestamp();
  const group = identity.identity_group_id ? state.identityGroups.get(identity.identity_group_id) : undefined;
  if (group !== undefined && extraValues !== undefined) {
    fillCustomFields(state, group, extraValues);
  }
  return identity;
}

/** A user's context data reaches the customer record where a custom field of that key exists. */
function fillCustomFields(state: DomainState, group: IdentityGroup, values: Record<string, unknown>): void {
  for (const field of state.customFields.values()) {
    if (field.associated_type_name === "IdentityGroup" && field.key in values) {
      group.custom_field_values[field.key] = values[field.key];
    }
  }
}

function createIdentity(state: DomainState, communityId: string, foreignId: string): Identity {
  const community = find(state.communities, communityId);
  const id = state.newId("identity");
  const identity: Identity = {
    id,
    foreign_id: foreignId,
    uuid: id,
    type: community.type,
    community_id: communityId,
    community_url: null,
    display_name: foreignId,
    screenname: null,
    firstname: null,
    lastname: null,
    email: null,
    company: null,
    gender: null,
    home_phone: null,
    mobile_phone: null,
    avatar_url: null,
    extra_values: {},
    identity_group_id: null,
    user_ids: [],
    puppetizable: false,
    ...state.timestamps(),
  };
  state.identities.set(id, identity);
  return identity;
}

export interface GroupUpdate {
  scalars: Partial<Pick<IdentityGroup, "firstname" | "lastname" | "company" | "gender" | "notes">>;
  lists: Partial<Pick<IdentityGroup, "emails" | "home_phones" | "mobile_phones" | "tag_ids">>;
  customFieldValues: Record<string, unknown>;
}

/** Whether lists replace or append is not documented; here they replace. */
export function updateIdentityGroup(state: DomainState, groupId: string, update: GroupUpdate): IdentityGroup {
  const group = find(state.identityGroups, groupId);
  if (state.isBusy("updateIdentityGroup", groupId)) {
    throw new EngageRefusal("busy", "Identity group is already being updated");
  }
  if (update.scalars.gender && !["man", "woman"].includes(update.scalars.gender)) {
    throw new EngageRefusal("invalid", "Validation failed: gender is not included in the list");
  }
  if (update.lists.tag_ids?.some((id) => !state.tags.has(id))) {
    throw new EngageRefusal("invalid", "Validation failed: tags are invalid");
  }
  const values = checkCustomFieldValues(state, "IdentityGroup", update.customFieldValues);
  Object.assign(group, update.scalars, update.lists);
  Object.assign(group.custom_field_values, values);
  group.updated_at = state.timestamp();
  return group;
}

/** On conflict the group's attributes win. */
export function mergeIdentity(state: DomainState, groupId: string, identityId: string, userId: string): IdentityGroup {
  const group = find(state.identityGroups, groupId);
  const identity = find(state.identities, identityId);
  const former = identity.identity_group_id;
  identity.identity_group_id = groupId;
  group.identity_ids = [...new Set([...group.identity_ids, identityId])];
  group.firstname ??= identity.firstname;
  group.lastname ??= identity.lastname;
  group.company ??= identity.company;
  group.updated_at = state.timestamp();
  state.emit({
    type: "identity.merged",
    resourceType: "identity",
    resourceId: identityId,
    userId,
    metadata: { new_identity_group_id: groupId, old_identity_group_id: former },
  });
  return group;
}

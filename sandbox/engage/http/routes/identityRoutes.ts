/** REST: identities and identity groups (customer records). */
import { EngageRefusal } from "../../domain/EngageRefusal";
import { find } from "../../domain/find";
import {
  findForeignIdentity,
  type GroupUpdate,
  mergeIdentity,
  updateIdentityGroup,
  upsertIdentity,
} from "../../domain/identities";
import type { Identity, IdentityGroup } from "../../domain/records";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { newestFirst } from "../newestFirst";
import { toPage } from "../paging";
import { identityView } from "../views";

export const identityRoutes: EngageRoute[] = [
  {
    method: "GET",
    path: "/identities",
    operation: "getAllIdentities",
    handle: (call) => toPage(call, listIdentities(call), identityView),
  },
  {
    method: "GET",
    path: "/identities/:identityId",
    operation: "getIdentity",
    handle(call) {
      const identity = find(call.domain.identities, call.pathId("identityId"));
      if (!call.readableCommunityIds().includes(identity.community_id)) {
        throw new EngageRefusal("unknown", "Record not found");
      }
      return identityView(identity);
    },
  },
  {
    method: "POST",
    path: "/identities/import",
    operation: "importIdentity",
    status: 201,
    handle: (call) => identityView(importIdentity(call)),
  },
  {
    method: "GET",
    path: "/identity_groups",
    operation: "getAllIdentityGroups",
    handle: (call) => toPage(call, listGroups(call), groupView),
  },
  {
    method: "GET",
    path: "/identity_groups/:identityGroupId",
    operation: "getIdentityGroup",
    handle: (call) => groupView(find(call.domain.identityGroups, call.pathId("identityGroupId"))),
  },
  {
    method: "PUT",
    path: "/identity_groups/:identityGroupId",
    operation: "updateIdentityGroup",
    handle: (call) =>
      groupView(updateIdentityGroup(call.domain, call.pathId("identityGroupId"), readGroupUpdate(call))),
  },
  {
    method: "PUT",
    path: "/identity_groups/:identityGroupId/merge",
    operation: "mergeIdentityGroup",
    handle(call) {
      call.demandRight("update_identity");
      const identityId = call.parameters.required("associated_identity_id");
      return groupView(mergeIdentity(call.domain, call.pathId("identityGroupId"), identityId, call.user.id));
    },
  },
];

function groupView(group: IdentityGroup): unknown {
  return { ...group };
}

function listIdentities(call: Call): Identity[] {
  const { parameters, domain } = call;
  const readable = call.readableCommunityIds();
  const sourceId = parameters.text("source_id");
  // The source counts only where no community is given.
  const communityId =
    parameters.text("community_id") ?? (sourceId ? find(domain.sources, sourceId).community_id : undefined);
  const groupIds = parameters.commaList("identity_group_ids") ?? parameters.oneOrMany("identity_group_id");
  const userId = parameters.text("user_id");
  const foreignId = parameters.text("foreign_id");
  const uuid = parameters.text("uuid");
  const found = [...domain.identities.values()].filter(
    (one) =>
      readable.includes(one.community_id) &&
      (communityId === undefined || one.community_id === communityId) &&
      (groupIds?.includes(one.identity_group_id ?? "") ?? true) &&
      (userId === undefined || one.user_ids.includes(userId)) &&
      (foreignId === undefined || one.foreign_id === foreignId) &&
      (uuid === undefined || one.uuid === uuid),
  );
  return newestFirst(found, parameters.text("sort"));
}

function listGroups(call: Call): IdentityGroup[] {
  const { parameters, domain } = call;
  const ids = parameters.commaList("ids");
  const email = parameters.text("email");
  const uuid = parameters.text("uuid");
  const found = [...domain.identityGroups.values()].filter(
    (one) =>
      (ids?.includes(one.id) ?? true) &&
      (parameters.text("firstname") ?? one.firstname) === one.firstname &&
      (parameters.text("lastname") ?? one.lastname) === one.lastname &&
      (email === undefined || one.emails.includes(email)) &&
      (uuid === undefined || one.identity_ids.some((id) => domain.identities.get(id)?.uuid === uuid)),
  );
  return newestFirst(found, parameters.text("sort"));
}

/** Communities of e-mail and phone only; a phone number is reduced to its digits. */
function importIdentity(call: Call): Identity {
  const { parameters, domain } = call;
  const sourceId = parameters.text("source_id");
  const communityId =
    parameters.text("community_id") ?? (sourceId ? find(domain.sources, sourceId).community_id : undefined);
  const community = find(domain.communities, communityId);
  const identifier = parameters.required("identifier");
  if (community.type !== "email" && community.type !== "phone") {
    throw new EngageRefusal("invalid", "Validation failed: community can't import identities");
  }
  const isPhone = community.type === "phone";
  const foreignId = isPhone ? identifier.replace(/\D/g, "") : identifier.toLowerCase();
  if (isPhone ? foreignId === "" : !foreignId.includes("@")) {
    throw new EngageRefusal("invalid", "Validation failed: identifier is invalid");
  }
  const known = findForeignIdentity(domain, community.id, foreignId);
  if (known !== undefined && !parameters.flag("upsert")) {
    return known;
  }
  const given = Object.fromEntries(
    (["company", "firstname", "lastname", "gender", "home_phone", "mobile_phone", "screenname"] as const).flatMap(
      (name) => (parameters.has(name) ? [[name, parameters.text(name) ?? null]] : []),
    ),
  );
  return upsertIdentity(domain, community.id, foreignId, {
    ...given,
    ...(isPhone ? { screenname: foreignId, mobile_phone: foreignId } : { email: foreignId }),
    extra_values: parameters.hash("extra_values"),
  });
}

function readGroupUpdate(call: Call): GroupUpdate {
  const { parameters } = call;
  const scalars = (["firstname", "lastname", "company", "gender", "notes"] as const).filter((name) =>
    parameters.has(name),
  );
  const lists = ["emails", "home_phones", "mobile_phones", "tag_ids"] as const;
  return {
    scalars: Object.fromEntries(scalars.map((name) => [name, parameters.text(name) ?? null])),
    lists: Object.fromEntries(
      lists.flatMap((name) => {
        const list = parameters.list(name);
        return list === undefined ? [] : [[name, list]];
      }),
    ),
    customFieldValues: parameters.hash("custom_field_values"),
  };
}

/** REST: what the account as a whole is set to: roles, settings, routing strategies. */
import type { EngageDomain } from "../../domain/EngageDomain";
import { EngageRefusal } from "../../domain/EngageRefusal";
import type { User } from "../../domain/records";
import type { EngageRoute } from "../EngageRoute";
import { toPage } from "../paging";
import type { View } from "../views";

export const accountRoutes: EngageRoute[] = [
  {
    method: "GET",
    path: "/roles",
    operation: "getAllRoles",
    handle: (call) => toPage(call, listRoles(call.domain), (role) => role),
  },
  {
    method: "GET",
    path: "/roles/:roleId",
    operation: "getRole",
    handle(call) {
      call.demandRight("manage_roles");
      const role = listRoles(call.domain).find(({ id }) => id === call.pathId("roleId"));
      if (role === undefined) {
        throw new EngageRefusal("unknown", "Record not found");
      }
      return role;
    },
  },
  {
    method: "GET",
    path: "/settings",
    operation: "getAllSettings",
    handle: (call) => ({ ...[...call.domain.accounts.values()][0] }),
  },
  {
    method: "GET",
    path: "/topologies",
    operation: "getAllTopologies",
    handle(call) {
      call.demandRight("manage_topologies");
      return toPage(call, [...call.domain.topologies.values()], (topology) => ({ ...topology, config: {} }));
    },
  },
];

/** A role is what its users may do: the stand-in keeps the flags with them. */
function listRoles(domain: EngageDomain): View[] {
  const holders = new Map<string, User>();
  for (const user of domain.users.values()) {
    if (!holders.has(user.role_id)) {
      holders.set(user.role_id, user);
    }
  }
  return [...holders].map(([id, { rights, created_at, updated_at }]) => ({
    id,
    label: `Role ${id.slice(-2)}`,
    ...Object.fromEntries(rights.map((right) => [right, true])),
    created_at,
    updated_at,
  }));
}

/** REST: users, who the token belongs to, and their permissions per source. */
import { EngageRefusal } from "../../domain/EngageRefusal";
import { find } from "../../domain/find";
import type { User } from "../../domain/records";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { toPage } from "../paging";
import { userView } from "../views";

export const userRoutes: EngageRoute[] = [
  {
    method: "GET",
    path: "/users",
    operation: "getAllUsers",
    handle(call) {
      call.demandRight("read_user");
      return toPage(call, listUsers(call), userView);
    },
  },
  {
    // The App SDK guide uses it, though the OpenAPI file does not know it.
    method: "GET",
    path: "/users/me",
    operation: "getMe",
    handle(call) {
      if (call.domain.settings.tokenOwner === "unknown") {
        throw new EngageRefusal("forbidden", "You are not allowed to read users");
      }
      return userView(call.user);
    },
  },
  {
    method: "GET",
    path: "/users/:userId",
    operation: "getUser",
    handle: (call) => userView(find(call.domain.users, call.pathId("userId"))),
  },
  {
    method: "PUT",
    path: "/users/:userId",
    operation: "updateUser",
    handle(call) {
      call.demandRight("update_user");
      const { parameters, domain } = call;
      const user = find(domain.users, call.pathId("userId"));
      user.firstname = parameters.text("firstname") ?? user.firstname;
      user.lastname = parameters.text("lastname") ?? user.lastname;
      user.enabled = parameters.flag("enabled") ?? user.enabled;
      for (const name of ["category_ids", "identity_ids", "team_ids", "spoken_languages"] as const) {
        user[name] = parameters.list(name) ?? user[name];
      }
      for (const identity of domain.identities.values()) {
        const others = identity.user_ids.filter((id) => id !== user.id);
        identity.user_ids = user.identity_ids.includes(identity.id) ? [...others, user.id] : others;
      }
      user.updated_at = domain.timestamp();
      return userView(user);
    },
  },
  {
    method: "GET",
    path: "/users/:userId/sources_permissions",
    operation: "getUserSourcesPermissions",
    handle(call) {
      const user = readPermissionsOf(call);
      return { ...user.permissions };
    },
  },
  {
    method: "PUT",
    path: "/users/:userId/sources_permissions",
    operation: "updateUserSourcesPermissions",
    // One parameter per source id, with a comma list.
    handle(call) {
      const user = readPermissionsOf(call);
      for (const sourceId of call.domain.sources.keys()) {
        if (call.parameters.has(sourceId)) {
          user.permissions[sourceId] = call.parameters.commaList(sourceId) ?? [];
        }
      }
      return { ...user.permissions };
    },
  },
];

function readPermissionsOf(call: Call): User {
  const userId = call.pathId("userId");
  if (userId !== call.user.id) {
    call.demandRight("read_user");
  }
  const user = call.domain.users.get(userId);
  if (user === undefined) {
    throw new EngageRefusal("unknown", "Record not found");
  }
  return user;
}

function listUsers(call: Call): User[] {
  const { parameters } = call;
  const wanted = (name: string, own: readonly (string | null)[]): boolean => {
    const value = parameters.text(name);
    return value === undefined || own.includes(value);
  };
  return [...call.domain.users.values()].filter(
    (user) =>
      wanted("email", [user.email]) &&
      wanted("category_id", user.category_ids) &&
      wanted("identity_id", user.identity_ids) &&
      wanted("external_id", [user.external_id]) &&
      wanted("role_id", [user.role_id]) &&
      wanted("team_id", user.team_ids),
  );
}

/** REST: which agents are connected, available and how busy. */
import { isConnected, setPresence } from "../../domain/agents";
import { EngageRefusal } from "../../domain/EngageRefusal";
import { find, hasPermission } from "../../domain/find";
import type { Presence, User } from "../../domain/records";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { agentStatusView } from "../views";

export const statusRoutes: EngageRoute[] = [
  {
    method: "GET",
    path: "/status",
    operation: "getAllAgentStatus",
    // A bare array without paging, of connected agents only.
    handle(call) {
      call.demandRight("monitor_tasks");
      return [...call.domain.presence.values()]
        .filter((presence) => isConnected(presence) && isWanted(call, find(call.domain.users, presence.agentId)))
        .map((presence) => agentStatusView(call.domain, presence));
    },
  },
  {
    method: "GET",
    path: "/status/:agentId",
    operation: "getAgentStatus",
    handle: (call) => agentStatusView(call.domain, readPresence(call)),
  },
  {
    method: "PUT",
    path: "/status/:agentId",
    operation: "changeAgentStatus",
    handle(call) {
      const presence = readPresence(call);
      changeStatus(call, presence);
      return agentStatusView(call.domain, presence);
    },
  },
];

function isWanted(call: Call, user: User): boolean {
  const overlaps = (name: string, own: readonly string[]) =>
    call.parameters.list(name)?.some((wanted) => own.includes(wanted)) ?? true;
  const sourceIds = call.parameters.list("source_ids");
  return (
    (sourceIds?.some((sourceId) => hasPermission(user, sourceId, "reply")) ?? true) &&
    overlaps("category_ids", user.category_ids) &&
    overlaps("team_ids", user.team_ids) &&
    overlaps("spoken_languages", user.spoken_languages)
  );
}

function readPresence(call: Call): Presence {
  const agentId = call.pathId("agentId");
  if (agentId !== call.user.id) {
    call.demandRight("monitor_tasks");
  }
  find(call.domain.users, agentId);
  const presence = call.domain.presence.get(agentId);
  if (!isConnected(presence)) {
    throw new EngageRefusal("unknown", "Agent is not connected", "disconnected");
  }
  return presence;
}

/** `status` must name all channels and wins over `custom_status_id`. */
function changeStatus(call: Call, presence: Presence): void {
  const statuses = call.parameters.hash("status");
  const customStatusId = call.parameters.text("custom_status_id");
  if (Object.keys(statuses).length > 0) {
    for (const channelId of call.domain.channels.keys()) {
      const status = statuses[channelId];
      if (status !== "available" && status !== "away") {
        throw new EngageRefusal("invalid", "Validation failed: status must list all channels as away or available");
      }
      setPresence(call.domain, presence.agentId, channelId, { status });
    }
    presence.customStatusId = null;
  } else if (customStatusId !== undefined) {
    find(call.domain.presenceStatuses, customStatusId);
    presence.customStatusId = customStatusId;
    for (const channelId of call.domain.channels.keys()) {
      setPresence(call.domain, presence.agentId, channelId, { status: "away" });
    }
  }
}

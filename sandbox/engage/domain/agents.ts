/** Agents' presence per channel, and how busy their tasks make them. */
import { announceAgent } from "./announce";
import type { DomainState } from "./DomainState";
import { find, hasPermission, hasRight } from "./find";
import type { ChannelPresence, Presence, Receivers, Task, User } from "./records";
import { decideBusyness, type RoutableAgent } from "./routing";

export function isConnected(presence: Presence | undefined): presence is Presence {
  return presence !== undefined && [...presence.channels.values()].some((channel) => channel.status !== null);
}

export function setPresence(
  state: DomainState,
  agentId: string,
  channelId: string,
  change: Partial<ChannelPresence>,
): void {
  find(state.users, agentId);
  find(state.channels, channelId);
  const presence = state.presence.get(agentId) ?? { agentId, channels: new Map(), customStatusId: null };
  state.presence.set(agentId, presence);
  const wasConnected = isConnected(presence);
  const before = presence.channels.get(channelId) ?? { status: null, busyness: "unoccupied" };
  const after = { ...before, ...change };
  presence.channels.set(channelId, after);

  if (wasConnected !== isConnected(presence)) {
    announceAgent(state, wasConnected ? "disconnected" : "connected", presence);
  } else if (before.status !== after.status) {
    announceAgent(state, "availability_change", presence);
  }
  if (before.busyness !== after.busyness) {
    announceAgent(state, "busyness_change", presence);
  }
}

/** Recounts an agent's tasks on a channel after one came or went. */
export function refreshBusyness(state: DomainState, agentId: string, channelId: string | null): void {
  const presence = state.presence.get(agentId);
  const channel = channelId === null ? undefined : state.channels.get(channelId);
  const current = channel && presence?.channels.get(channel.id);
  if (channel === undefined || current === undefined) {
    return;
  }
  const taskCount = [...state.tasks.values()].filter(
    (task) => task.queue === `workbin_${agentId}` && task.channel_id === channel.id,
  ).length;
  setPresence(state, agentId, channel.id, { busyness: decideBusyness(taskCount, channel) });
}

export function refreshHolder(state: DomainState, task: Task, queueBefore: string): void {
  const holder = queueBefore.startsWith("workbin_") ? queueBefore.slice("workbin_".length) : undefined;
  if (holder !== undefined) {
    refreshBusyness(state, holder, task.channel_id);
  }
}

export function routableAgents(
  state: DomainState,
  sourceId: string,
  channelId: string | null,
  receivers: Receivers,
): RoutableAgent[] {
  const isMeant = ({ team_ids, spoken_languages }: User) =>
    (receivers.teamIds?.some((id) => team_ids.includes(id)) ?? true) &&
    (receivers.language === undefined || spoken_languages.includes(receivers.language));
  const users = [...state.users.values()].filter((user) => receivesTasks(user) && isMeant(user));
  return users.map((user) => {
    const channel = channelId === null ? undefined : state.presence.get(user.id)?.channels.get(channelId);
    return {
      id: user.id,
      categoryIds: user.category_ids,
      canReply: hasPermission(user, sourceId, "reply"),
      status: channel?.status ?? null,
      isFull: channel?.busyness === "full",
    };
  });
}

function receivesTasks(user: User): boolean {
  return user.enabled && hasRight(user, "receive_tasks");
}

/** Who is there to take a conversation, counted from Engage's list of connected agents. */

export interface AgentChannel {
  id: string;
  name?: string | null | undefined;
  /** `null`: not connected on that channel. */
  status?: string | null | undefined;
  busyness?: string | null | undefined;
}

export interface AgentStatus {
  agent_id: string;
  channels: readonly AgentChannel[];
}

/** Which agents count: `free` is available and below the hard limit, `available` also full ones, `online` everybody connected. */
const AVAILABILITY_RULES = ["free", "available", "online"] as const;
export type AvailabilityRule = (typeof AVAILABILITY_RULES)[number];

export interface AgentCounts {
  /** Connected on a matching channel. */
  online: number;
  available: number;
  /** Above the soft limit, still taking conversations. */
  busy: number;
  /** At the hard limit. */
  full: number;
  away: number;
  /** How many the rule counts. */
  counted: number;
}

const COUNTS: Record<AvailabilityRule, (channel: AgentChannel) => boolean> = {
  free: (channel) => channel.status === "available" && channel.busyness !== "full",
  available: (channel) => channel.status === "available",
  online: () => true,
};

/** `wanted` is an id or a name. Names can be edited in Engage, so an id is the better choice. */
export function isChannel({ id, name }: Pick<AgentChannel, "id" | "name">, wanted: string): boolean {
  return [id, name].some((known) => known?.toLowerCase() === wanted.toLowerCase());
}

export function countAgents(agents: readonly AgentStatus[], rule: AvailabilityRule, channel?: string): AgentCounts {
  const isMatching = (candidate: AgentChannel) => channel === undefined || isChannel(candidate, channel);
  const channelsOf = agents
    .map((agent) => agent.channels.filter((candidate) => candidate.status != null && isMatching(candidate)))
    .filter((channels) => channels.length > 0);
  const count = (test: (channel: AgentChannel) => boolean) =>
    channelsOf.filter((channels) => channels.some(test)).length;
  return {
    online: channelsOf.length,
    available: count(COUNTS.available),
    busy: count(({ status, busyness }) => status === "available" && busyness === "busy"),
    full: count(({ busyness }) => busyness === "full"),
    away: count(({ status }) => status === "away"),
    counted: count(COUNTS[rule]),
  };
}

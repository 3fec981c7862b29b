/** REST calls and sequential round trips of each node and route, and the time of a whole execution over a slow line. */
import type { LoadedExtension } from "../sandbox/cognigy/loadExtension";
import { runNode } from "../sandbox/cognigy/runNode";
import type { EngageStandIn, Exchange } from "../sandbox/engage/startEngage";
import { bridgeInputOf, channelInputOf, connectionOf, SESSION_INPUT } from "../test/support/flowSituations";

interface Case {
  name: string;
  node: string;
  config?: Record<string, unknown>;
  input: (engage: EngageStandIn) => Record<string, unknown>;
  prepare?: (engage: EngageStandIn) => void;
}

const DELAY_MS = 40;

const CASES: Case[] = [
  { name: "Handover, channel", node: "handoverToRingCentral", input: channelInputOf },
  {
    name: "Handover, channel, no availability check",
    node: "handoverToRingCentral",
    config: { checkAvailability: false },
    input: channelInputOf,
  },
  { name: "Handover, bridge", node: "handoverToRingCentral", input: bridgeInputOf },
  { name: "Handover, native", node: "handoverToRingCentral", input: () => ({ endpointType: "ringCentralEngage" }) },
  { name: "Check Agent Availability", node: "checkEngageAgents", input: channelInputOf },
  { name: "Lookup Queue Status", node: "lookupQueueStatus", input: channelInputOf },
  { name: "Set Engage Category", node: "setEngageCategory", input: channelInputOf },
  {
    name: "Close Engage Conversation",
    node: "closeEngageConversation",
    input: channelInputOf,
    prepare: openIntervention,
  },
  {
    name: "Update Engage Customer",
    node: "updateEngageCustomer",
    config: { company: "Acme" },
    input: (engage) => channelInputOf(engage, { identityId: engage.seed.identities.knownCustomer.id }),
  },
];

function openIntervention({ domain, seed }: EngageStandIn): void {
  domain.categorizeThread(seed.thread.id, [seed.categories.agent.id]);
  domain.agentReplies(seed.thread.id, seed.agents.ana.id, "Hello");
}

export async function benchNodeCalls(extension: LoadedExtension, engage: EngageStandIn): Promise<string[][]> {
  const rows: string[][] = [];
  for (const { name, node, config, input, prepare } of CASES) {
    engage.reset();
    prepare?.(engage);
    engage.exchanges.length = 0;
    // Without a delay, requests that are sent together would not overlap here.
    engage.faults.inject({ kind: "delay", ms: DELAY_MS }, { times: Number.POSITIVE_INFINITY });
    const execution = await runNode(extension, {
      node,
      config: { connection: connectionOf(engage), ...config },
      input: { ...SESSION_INPUT, ...input(engage) },
    });
    const calls = `${engage.exchanges.length} calls in ${countRoundTrips(engage.exchanges)} round trips`;
    rows.push([
      name,
      `${calls}, ${execution.apiCalls.length} api.* calls, ${execution.durationMs.toFixed(0)} ms with ${DELAY_MS} ms a request`,
    ]);
  }
  return rows;
}

/** Requests that overlap are one round trip. */
function countRoundTrips(exchanges: readonly Exchange[]): number {
  let trips = 0;
  let busyUntil = Number.NEGATIVE_INFINITY;
  for (const { startedAt, endedAt } of [...exchanges].sort((a, b) => a.startedAt - b.startedAt)) {
    if (startedAt >= busyUntil) trips++;
    busyUntil = Math.max(busyUntil, endedAt ?? startedAt);
  }
  return trips;
}

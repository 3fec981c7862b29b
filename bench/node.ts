/** One execution of each node in a fresh process: calls, round trips, time over bare Node, beside plain axios. */

import { connectionOf, SESSION_INPUT } from "../harness/flowSituations";
import { startImageServer } from "../harness/imageServer";
import { type LoadedExtension, loadExtension } from "../sandbox/cognigy/loadExtension";
import { prepareNode } from "../sandbox/cognigy/prepareNode";
import { runNode } from "../sandbox/cognigy/runNode";
import { type EngageStandIn, type Exchange, startEngage } from "../sandbox/engage/startEngage";
import { paths } from "../scripts/paths";
import { measureCapacity } from "./capacity";
import { type ProcessCost, runFreshProcess } from "./freshProcess";
import type { Measurement } from "./Measurement";
import { NODE_CASES, type NodeCase, toImageCase } from "./nodeCases";
import { median, toMeasurement } from "./toMeasurement";

const ROUNDS = 7;
const DELAY_MS = 40;

const figure = toMeasurement("node");

/** The script of a process that runs one node, as `prepareNode` has it. */
export const RUN_NODE = `
  const { nodes } = require(input.modulePath).default;
  const api = { parseCognigyScriptText: (text) => text };
  for (const name of input.fired) api[name] ??= () => {};
  for (const name of input.answered) api[name] = async () => undefined;
  const { input: flowInput, context, profile, config, childConfigs, nodeId } = input;
  const node = nodes.find(({ type }) => type === input.nodeType);
  await node.function({ cognigy: { input: flowInput, context, profile, api }, config, childConfigs, nodeId });`;

const RUN_AXIOS = `
  const axios = require(input.axios);
  for (let call = 0; call < input.calls; call++) await axios.get(input.url, { headers: input.headers });`;

export async function benchNode(): Promise<Measurement[]> {
  const [extension, engage, images] = [
    await loadExtension(paths.tarball),
    await startEngage({ requestsPerMinute: Number.POSITIVE_INFINITY }),
    await startImageServer(),
  ];
  try {
    const calls = new Map<string, number>();
    const figures: Measurement[] = [];
    for (const one of [...NODE_CASES, toImageCase(images.url("/red.png"))]) {
      const { exchanges } = await runSlowly(extension, engage, one);
      calls.set(one.name, exchanges.length);
      const { least } = one;
      const trips = `in ${countRoundTrips(exchanges)} round trips`;
      const note = `${trips}; least: ${least.calls} in ${least.trips}: ${least.why}`;
      figures.push(figure(`${one.name}: calls`, "requests to Engage", exchanges.length, note));
    }
    figures.push(...(await measureTimes(extension, engage, calls)));
    return [...figures, ...(await measureCapacity(calls.get("Lookup Queue Status") ?? 0))];
  } finally {
    await Promise.all([engage.close(), extension.close(), images.close()]);
  }
}

export function prepareCase(engage: EngageStandIn, { node, config, input, prepare }: NodeCase) {
  engage.reset();
  prepare?.(engage);
  engage.exchanges.length = 0;
  return {
    node,
    config: { connection: connectionOf(engage), ...config },
    input: { ...SESSION_INPUT, ...input(engage) },
  };
}

/** Requests that are sent together overlap only where each takes some time. */
async function runSlowly(
  extension: LoadedExtension,
  engage: EngageStandIn,
  one: NodeCase,
): Promise<{ exchanges: Exchange[] }> {
  const run = prepareCase(engage, one);
  engage.faults.inject({ kind: "delay", ms: DELAY_MS }, { times: Number.POSITIVE_INFINITY });
  await runNode(extension, run);
  return { exchanges: [...engage.exchanges] };
}

async function measureTimes(
  extension: LoadedExtension,
  engage: EngageStandIn,
  calls: ReadonlyMap<string, number>,
): Promise<Measurement[]> {
  const axios = {
    axios: require.resolve("axios"),
    url: `${engage.apiUrl}/content_threads/${engage.seed.thread.id}`,
    headers: { Authorization: `Bearer ${engage.seed.tokens.bot}` },
  };
  const costs = new Map(NODE_CASES.map(({ name }) => [name, { own: costList(), plain: costList() }]));
  const bare = costList();
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await runFreshProcess(""));
    for (const one of NODE_CASES) {
      const cost = costs.get(one.name);
      cost?.plain.push(await runFreshProcess(RUN_AXIOS, { ...axios, calls: calls.get(one.name) }));
      const run = prepareCase(engage, one);
      cost?.own.push(await runFreshProcess(RUN_NODE, prepareNode(extension, run)));
    }
  }
  const bareMs = median(bare.map(({ wallMs }) => wallMs));
  return [...costs].flatMap(([name, { own, plain }]) => [
    figure(
      `${name}: CPU over bare Node`,
      "times plain axios with as many calls",
      own.map(({ script }, round) => script.cpuMs / (plain[round]?.script.cpuMs ?? Number.NaN)),
      `${median(own.map(({ script }) => script.cpuMs)).toFixed(0)} ms`,
    ),
    figure(
      `${name}: time over bare Node`,
      "ms",
      own.map(({ wallMs }) => wallMs - bareMs),
    ),
  ]);
}

function costList(): ProcessCost[] {
  return [];
}

/** Requests that overlap are one round trip. */
function countRoundTrips(exchanges: readonly Exchange[]): number {
  let trips = 0;
  let busyUntil = Number.NEGATIVE_INFINITY;
  for (const { startedAt, endedAt } of [...exchanges].sort((a, b) => a.startedAt - b.startedAt)) {
    if (startedAt >= busyUntil) {
      trips++;
    }
    busyUntil = Math.max(busyUntil, endedAt ?? startedAt);
  }
  return trips;
}

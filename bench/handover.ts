/** A handover on an Engage channel in a fresh process, over bare Node: beside the same requests by what Node itself has. */
import { loadExtension } from "../sandbox/cognigy/loadExtension";
import { prepareNode } from "../sandbox/cognigy/prepareNode";
import { type Exchange, startEngage } from "../sandbox/engage/startEngage";
import { paths } from "../scripts/paths";
import { type ProcessCost, runFreshProcess } from "./freshProcess";
import type { Measurement } from "./Measurement";
import { prepareCase, RUN_NODE } from "./node";
import { NODE_CASES } from "./nodeCases";
import { toMeasurement } from "./toMeasurement";

const ROUNDS = 21;
const UNIT = "times node:http with the same requests";

const figure = toMeasurement("handover");

const REPLAY_HTTP = `
  const { Agent, request } = require("node:http");
  const agent = new Agent({ keepAlive: true });
  const send = ({ url, method, headers, body }) => new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString("utf8"))));
    });
    sent.on("error", reject);
    sent.end(body);
  });`;
const REPLAY_FETCH = `
  const send = async ({ url, method, headers, body }) => (await fetch(url, { method, headers, body })).json();`;
const REPLAY_AXIOS = `
  const axios = require(input.axios);
  const send = async ({ url, method, headers, body }) => (await axios.request({ url, method, headers, data: body })).data;`;
/** As the node does: the first ones together. */
const REPLAY = `
  await Promise.all(input.requests.slice(0, -1).map(send));
  await send(input.requests.at(-1));`;

export async function benchHandover(): Promise<Measurement[]> {
  const [extension, engage] = [await loadExtension(paths.tarball), await startEngage()];
  try {
    const [handover] = NODE_CASES;
    if (handover === undefined) {
      return [];
    }
    const prepare = () => prepareNode(extension, prepareCase(engage, handover));
    await runFreshProcess(RUN_NODE, prepare());
    const requests = engage.exchanges.map((exchange) => toRequest(engage.apiUrl, exchange));
    const replay = { axios: require.resolve("axios"), requests };
    const scripts: Record<string, () => Promise<ProcessCost>> = {
      http: () => runFreshProcess(REPLAY_HTTP + REPLAY, replay),
      handover: () => runFreshProcess(RUN_NODE, prepare()),
      fetch: () => runFreshProcess(REPLAY_FETCH + REPLAY, replay),
      axios: () => runFreshProcess(REPLAY_AXIOS + REPLAY, replay),
    };
    const costs = new Map<string, ProcessCost[]>(Object.keys(scripts).map((name) => [name, []]));
    // In turns, so that a busy moment of the machine meets all of them.
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, run] of Object.entries(scripts)) {
        engage.reset();
        costs.get(name)?.push(await run());
      }
    }
    const timesHttp = (name: string, of: (cost: ProcessCost) => number) =>
      (costs.get(name) ?? []).map((cost, round) => of(cost) / of(costs.get("http")?.[round] ?? cost));
    const cpu = ({ script }: ProcessCost) => script.cpuMs;
    const wall = ({ script }: ProcessCost) => script.wallMs;
    return [
      figure(`handover with ${requests.length} calls, CPU`, UNIT, timesHttp("handover", cpu), "over bare Node"),
      figure(`handover with ${requests.length} calls, time`, UNIT, timesHttp("handover", wall), "over bare Node"),
      figure("the same requests by fetch, CPU", UNIT, timesHttp("fetch", cpu)),
      figure("the same requests by plain axios, CPU", UNIT, timesHttp("axios", cpu)),
    ];
  } finally {
    await Promise.all([engage.close(), extension.close()]);
  }
}

function toRequest(apiUrl: string, { method, path, query, headers, rawBody }: Exchange) {
  const search = new URLSearchParams(query).toString();
  const { authorization = "", "content-type": type } = headers;
  return {
    url: `${new URL(apiUrl).origin}${path}${search && `?${search}`}`,
    method,
    headers: { authorization, ...(type !== undefined && { "content-type": type }) },
    ...(rawBody !== "" && { body: rawBody }),
  };
}

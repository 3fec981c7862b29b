/** Nodes under faults of Engage, out of the package: they end in time, in the right exit, with the right code. */

import { channelInput, useNodeLab } from "../../harness/nodeLab";
import type { Fault } from "../../sandbox/engage/startEngage";

const lab = useNodeLab();
const refusal = (status: number, headers: Record<string, string> = {}): Fault => ({
  kind: "status",
  status,
  headers,
  body: { error: "some_error", message: "Some message", status },
});
const badGateway: Fault = {
  kind: "status",
  status: 502,
  body: "<html>Bad gateway</html>",
  headers: { "content-type": "text/html" },
};

const NODES: [node: string, config: Record<string, unknown>, errorExit: string | undefined][] = [
  ["handoverToRingCentral", { checkAvailability: false }, "onHandoverError"],
  ["checkEngageAgents", { whenUnknown: "error", channelName: "Async" }, "onAgentCheckError"],
  ["lookupQueueStatus", {}, "onQueueLookupError"],
  ["setEngageCategory", {}, undefined],
  ["closeEngageConversation", {}, undefined],
  ["updateEngageCustomer", { company: "Acme" }, undefined],
];

async function meet(fault: Fault, node: string, config: Record<string, unknown>) {
  lab.engage.faults.inject(fault, { times: Number.POSITIVE_INFINITY });
  const execution = await lab.run(node, config, { input: channelInput(lab) });
  expect([execution.thrown, execution.extensionError]).toEqual([undefined, undefined]);
  expect(execution.durationMs).toBeLessThan(15_000);
  expect(JSON.stringify([execution.result, execution.logs])).not.toContain("bot-token");
  return execution;
}

const failure = (code: string) => ({
  status: "error",
  error: { code, message: expect.any(String), hint: expect.any(String), retryable: expect.any(Boolean) },
});

describe.each(NODES)("Node %s", (node, config, errorExit) => {
  test.each<[string, Fault, string]>([
    ["429 with a Retry-After beyond its time", refusal(429, { "retry-after": "30" }), "rate_limited"],
    ["500", refusal(500), "server_error"],
    ["wrong JSON", { kind: "garbage", body: '{"unexpected":true}' }, "bad_response"],
    ["401", refusal(401), "unauthorized"],
    ["403", refusal(403), node === "checkEngageAgents" ? "availability_unknown" : "forbidden"],
    ["404", refusal(404), "not_found"],
    ["422", refusal(422), "invalid_request"],
  ])("meets %s", async (_, fault, code) => {
    const { result, nextNode } = await meet(fault, node, config);
    expect(result).toMatchObject(failure(code));
    expect(nextNode).toBe(errorExit);
  });

  test("recovers from a fault that passes", async () => {
    lab.engage.faults.inject(refusal(429, { "retry-after": "0" }));
    const { result } = await lab.run(node, config, { input: channelInput(lab) });
    expect(result.status).not.toBe("error");
  });
});

describe("What is worth another try is tried until little time is left", () => {
  test.each<[string, Fault, string]>([
    ["429", refusal(429), "rate_limited"],
    ["502 in HTML", badGateway, "server_error"],
    ["503", refusal(503), "server_error"],
    ["a reset", { kind: "reset" }, "network"],
    ["a truncated answer", { kind: "truncated" }, "network"],
    ["409", refusal(409), "conflict"],
  ])("%s", async (_, fault, code) => {
    const { result } = await meet(fault, "setEngageCategory", {});
    expect(result).toMatchObject({ ...failure(code), calls: 5 });
  });
});

test("A node that has failed asks nothing more, also where its other requests wait for another try", async () => {
  lab.engage.faults.inject(refusal(401), { path: /interventions/ });
  lab.engage.faults.inject(refusal(503, { "retry-after": "3" }), { times: Number.POSITIVE_INFINITY });
  const { result } = await lab.run("lookupQueueStatus", {}, { input: channelInput(lab) });
  expect(result).toMatchObject(failure("unauthorized"));
  const wait = (ms: number) => lab.leapDuring(() => new Promise((resolve) => setTimeout(resolve, ms)));
  // What was on its way when the node ended still arrives.
  await wait(1_000);
  const asked = lab.engage.exchanges.length;
  await wait(60_000);
  expect(lab.engage.exchanges).toHaveLength(asked);
});

test("In a new process, as on the platform, a node waits and tries again", async () => {
  // What an earlier node had under way may still arrive, but asks for other things.
  lab.engage.faults.inject(refusal(429, { "retry-after": "0" }), { path: /content_threads/ });
  const { result } = await lab.run("setEngageCategory", {}, { limits: {}, input: channelInput(lab) });
  expect(result).toMatchObject({ status: "changed", calls: 3 });
});

test("What was categorised before the answer was lost is not categorised twice", async () => {
  lab.engage.faults.inject({ kind: "reset", after: "after" }, { method: "PUT" });
  const { result } = await lab.run("setEngageCategory", {}, { input: channelInput(lab) });
  expect(result).toMatchObject({ status: "changed", after: [lab.engage.seed.categories.agent.id] });
});

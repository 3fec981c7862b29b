import { channelInput, useNodeLab } from "../../harness/nodeLab";
import { PLATFORM_LIMITS } from "../../sandbox/cognigy/NodeLimits";

const lab = useNodeLab();

test("An Engage that never answers holds up no node for as long as the platform would wait", async () => {
  lab.engage.faults.inject({ kind: "hang" }, { times: Number.POSITIVE_INFINITY });
  const nodes = [
    "handoverToRingCentral",
    "checkEngageAgents",
    "lookupQueueStatus",
    "setEngageCategory",
    "closeEngageConversation",
    "updateEngageCustomer",
  ];
  const executions = await Promise.all(nodes.map((node) => lab.run(node, {}, { input: channelInput(lab) })));
  for (const { result, durationMs, extensionError } of executions) {
    expect(result).toMatchObject({ status: "error", error: { code: "timeout", retryable: true } });
    expect(extensionError).toBeUndefined();
    expect(durationMs).toBeLessThan(PLATFORM_LIMITS.timeoutMs);
  }
});

test("A request that isn't answered within 5 s gets a second chance within the same run", async () => {
  lab.engage.faults.inject({ kind: "hang" }, { times: 1 });
  const { result, durationMs } = await lab.run("lookupQueueStatus", {}, { input: channelInput(lab) });
  expect(result).toMatchObject({ status: expect.not.stringMatching("error") });
  expect(durationMs).toBeGreaterThan(4_000);
  expect(durationMs).toBeLessThan(8_000);
});

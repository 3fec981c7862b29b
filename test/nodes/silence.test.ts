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

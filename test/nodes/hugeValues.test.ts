/** Whatever a Flow puts into a field or an input: the node ends in an exit, with a result that the platform takes. */
import { bridgeInput, channelInput, type LabExecution, useNodeLab } from "../../harness/nodeLab";
import type { FieldCondition, NodeField } from "../../sandbox/cognigy/nodeDescriptor";

const lab = useNodeLab();

const LIMIT = 62 * 1024;
const MAX_RESULT = 48 * 1024;
/** Readable, and as large as JSON makes a character. */
const HUGE = { letters: "x".repeat(100_000), "control characters": "\u0007".repeat(45_000) };

const NODES: [node: string, errorExit: string | undefined][] = [
  ["handoverToRingCentral", "onHandoverError"],
  ["checkEngageAgents", "onAgentCheckError"],
  ["lookupQueueStatus", "onQueueLookupError"],
  ["setEngageCategory", undefined],
  ["receiveEngageEvents", undefined],
  ["closeEngageConversation", undefined],
  ["sendEngageStructuredMessage", undefined],
  ["updateEngageCustomer", undefined],
];

function fill(field: NodeField, huge: string): unknown {
  if (field.type === "cognigyText" || field.optionsResolver) {
    return huge;
  }
  if (field.type === "textArray") {
    return ["1", huge];
  }
  return field.type === "json" ? { [huge.slice(0, 20_000)]: huge.slice(0, 20_000) } : undefined;
}

/** The values of other fields with which this one is shown. */
function shownWith(condition: FieldCondition | null | undefined): Record<string, unknown> {
  if (!condition || !("key" in condition)) {
    return {};
  }
  const value = Array.isArray(condition.value) ? condition.value[0] : condition.value;
  return { [condition.key]: value === "auto" ? "bridge" : value };
}

function expectFitting({ apiCalls, extensionError, logs, result, thrown }: LabExecution): void {
  expect([thrown, extensionError]).toEqual([undefined, undefined]);
  expect(apiCalls.filter(({ bytes }) => bytes >= LIMIT)).toEqual([]);
  expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThanOrEqual(MAX_RESULT);
  expect(result.status).toEqual(expect.any(String));
  expect(logs.filter(({ message }) => message.length > 2_000)).toEqual([]);
}

describe.each(NODES)("Node %s", (type, errorExit) => {
  const fields = () => lab.extension.nodes.find((node) => node.type === type)?.fields ?? [];
  const inputs = () => [channelInput(lab), bridgeInput(lab), {}];

  test.each(Object.entries(HUGE))(
    "ends with a result, whichever of its fields holds 100 kB of %s",
    async (_, huge) => {
      for (const field of fields()) {
        const value = fill(field, huge);
        if (value === undefined || field.key === "connection") {
          continue;
        }
        for (const input of inputs()) {
          const config = { checkAvailability: false, ...shownWith(field.condition), [field.key]: value };
          const execution = await lab.run(type, config, { input });
          expectFitting(execution);
          if (execution.result.status === "error") {
            expect(execution.nextNode).toBe(errorExit);
          }
        }
      }
    },
    60_000,
  );

  test("says in short what is wrong when the Flow is to stop", async () => {
    const config = { connection: { ...lab.connection, apiUrl: HUGE.letters }, stopOnError: true };
    const { thrown, extensionError, result } = await lab.run(type, config, { input: channelInput(lab) });
    expect(extensionError).toBeUndefined();
    // Receive Engage Events goes on without an intervention for the bot.
    expect(result.status).toBe(type === "receiveEngageEvents" ? "customerMessage" : "error");
    expect(thrown?.length ?? 0).toBeLessThan(5_000);
  });

  test.each(["text", "userId", "inputId", "language", "endpointType", "URLToken"])(
    "ends with a result when input.%s is huge",
    async (key) => {
      for (const input of inputs()) {
        expectFitting(await lab.run(type, {}, { input: { ...input, [key]: HUGE.letters } }));
      }
    },
  );
});

test("A huge value is cut in the error, which still says what happened and what to do", async () => {
  const { result, nextNode } = await lab.run("lookupQueueStatus", { threadId: HUGE.letters }, { input: {} });
  expect(nextNode).toBe("onQueueLookupError");
  expect(result).toMatchObject({
    status: "error",
    error: {
      code: expect.any(String),
      message: expect.stringMatching(/^Engage answered GET .*x…$/),
      hint: expect.any(String),
    },
  });
});

test("What the customer reads once the handover is done does not undo it, however long it is", async () => {
  const config = { acceptedMessage: HUGE.letters };
  const { outputs, nextNode } = await lab.run("handoverToRingCentral", config, { input: bridgeInput(lab) });
  expect(nextNode).toBe("onHandedOver");
  expect(outputs).toEqual([{ text: expect.stringMatching(/^x+…$/), data: { _engage: expect.any(Object) } }]);
});

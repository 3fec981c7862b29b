/** An AI Agent's job with tools, scripted: which tool is called, the loop with Resolve, and a handover as a tool. */
import { useNodeLab } from "../../../harness/nodeLab";
import type { FlowNode } from "../../../sandbox/cognigy/startCognigy";
import { closeStandIns, definition, MESSAGE, post, standIn } from "./standIn";

const lab = useNodeLab();
afterEach(closeStandIns);

async function run(nodes: FlowNode[], texts: string[]) {
  const cognigy = await standIn({ extension: lab.extension, runNodesInProcess: true });
  const endpoint = cognigy.addEndpoint(definition({ flow: { nodes } }));
  for (const text of texts) {
    await post(endpoint.url, { ...MESSAGE, text });
    await cognigy.idle();
  }
  return {
    says: cognigy.executions.map(({ outputs }) => outputs.map(({ text }) => text)),
    last: cognigy.executions.at(-1),
    logs: cognigy.logs.map(({ message }) => message),
  };
}

const say = (text: string): FlowNode => ({ type: "say", text });
const resolve = (answer: string, maxLoops?: number): FlowNode => ({
  type: "aiAgentToolAnswer",
  answer,
  ...(maxLoops !== undefined && { maxLoops }),
});

describe("The scripted job", () => {
  const job = (tools: Record<string, FlowNode[]>): FlowNode => ({
    type: "aiAgentJob",
    script: [
      { matches: "order", tool: "find_order", arguments: { number: 7 } },
      { matches: "twice", tool: "find_order" },
      { afterTool: "find_order", matches: "twice", tool: "find_order" },
      { says: "How can I help?" },
    ],
    tools,
    default: [say("default")],
  });

  test("answers without a tool through its default branch, and what is below it", async () => {
    const { says, last } = await run([job({ find_order: [] }), say("below")], ["Hello"]);
    expect(says).toEqual([["How can I help?", "default", "below"]]);
    expect(last?.input).toMatchObject({ aiAgentOutput: "How can I help?" });
  });

  test("runs the tool's branch with its arguments; Resolve gives the answer to the model, and nothing after it runs", async () => {
    const branch = [
      say("Looking for {{input.aiAgent.toolArgs.number}}"),
      resolve("Order 7 is on its way."),
      say("never"),
    ];
    const { says, last } = await run([job({ find_order: branch }), say("below")], ["My order?"]);
    expect(says).toEqual([["Looking for 7", "Order 7 is on its way.", "default", "below"]]);
    expect(last?.input).not.toHaveProperty("aiAgent");
  });

  test("is not asked again when the branch ends without Resolve; the next input starts at the beginning", async () => {
    const { says } = await run([job({ find_order: [say("one moment")] }), say("below")], ["My order?", "Hello"]);
    expect(says).toEqual([["one moment"], ["How can I help?", "default", "below"]]);
  });

  test.each([
    [2, 3],
    [undefined, 5],
    [10, 11],
  ])("ends with %s loops at most, which is the platform's protection against endless ones", async (maxLoops, calls) => {
    const { says, last, logs } = await run([job({ find_order: [say("again"), resolve("", maxLoops)] })], ["twice"]);
    expect(says).toEqual([Array.from({ length: calls }, () => "again")]);
    expect(last?.ended).toBe("error");
    expect(logs).toContain("Infinite Loop Detected");
  });

  test("a Resolve outside of a tool ends the Flow with an error", async () => {
    const { last } = await run([resolve("?")], ["Hello"]);
    expect(last?.ended).toBe("error");
  });

  test("a script that calls a tool which the job lacks is a mistake in the Flow", async () => {
    await expect(run([job({})], [])).rejects.toThrow('calls the tool "find_order", which it does not have');
  });
});

describe("Handover to RingCentral as a tool, as in docs/recipes/ai-agent.md", () => {
  const speak = [resolve("{{input.engageHandover.toolAnswer}}")];
  const flow = (): FlowNode[] => [
    {
      type: "aiAgentJob",
      script: [
        { matches: "person", tool: "talk_to_a_person", arguments: { reason: "Asked for a person", language: "en" } },
        { says: "How can I help?" },
      ],
      tools: {
        talk_to_a_person: [
          {
            type: "extension",
            node: "handoverToRingCentral",
            config: { connection: lab.connection, threadId: lab.engage.seed.thread.id, acceptedMessage: "One moment." },
            children: {
              onHandedOver: [{ type: "stop" }],
              onNoAgentAvailable: speak,
              onOutsideHours: speak,
              onHandoverError: speak,
            },
          },
        ],
      },
    },
  ];

  test("after a handover the model says nothing more", async () => {
    const { says, last } = await run(flow(), ["A person, please"]);
    expect(says).toEqual([["One moment."]]);
    expect(last?.ended).toBe("stopped");
    expect(last?.input).toMatchObject({ engageHandover: { status: "handedOver", toolAnswer: expect.any(String) } });
  });

  test("with nobody there the model learns so, and what not to promise", async () => {
    const { agents, channels } = lab.engage.seed;
    for (const channel of Object.values(channels)) {
      lab.engage.domain.setPresence(agents.ana.id, channel.id, { status: "away" });
    }
    const { says } = await run(flow(), ["A person, please"]);
    expect(says).toEqual([[expect.stringMatching(/^No human agent is available now, .*don't promise/)]]);
  });

  test("after a failure the model learns that, and not why", async () => {
    lab.engage.faults.inject(
      { kind: "status", status: 403, body: { error: "forbidden", message: "No", status: 403 } },
      { path: /content_threads/, times: 9 },
    );
    const { says } = await run(flow(), ["A person, please"]);
    expect(says).toEqual([[expect.stringMatching(/^The handover did not succeed/)]]);
  });
});

/** How Flows run: nodes and branches, the Extension's nodes, input, context, and what is recorded. */
import { type LoadedExtension, loadExtension } from "../../../sandbox/cognigy/loadExtension";
import type { CognigyOptions, EndpointDefinition, Flow, FlowNode } from "../../../sandbox/cognigy/startCognigy";
import { packExtension } from "./packExtension";
import { closeStandIns, definition, MESSAGE, post, standIn } from "./standIn";

/** Does what its field `calls` says: a list of `[function, ...arguments]`; a child is named `@onDone`. */
const EXTENSION = `{
  nodes: [
    { type: "run", dependencies: { children: ["onDone", "onFailed"] }, fields: [{ type: "json", key: "calls", label: "Calls" }],
      function: async ({ cognigy, config, childConfigs }) => {
        globalThis.runs = (globalThis.runs || 0) + 1;
        const value = (item) => typeof item === "string" && item[0] === "@" ? childConfigs.find((c) => c.type === item.slice(1)).id : item;
        for (const [name, ...args] of config.calls) {
          if (name === "throw") throw new Error(args[0]);
          if (name === "hang") await new Promise(() => {});
          else if (name === "runs") cognigy.api.addToInput("runs", globalThis.runs);
          else if (name === "transcript") cognigy.api.addToInput("transcript", await cognigy.api.getConversationTranscript("json"));
          else await cognigy.api[name](...args.map(value));
        }
      } },
    { type: "onDone", parentType: "run" },
    { type: "onFailed", parentType: "run" },
  ],
  connections: [],
}`;

let extension: LoadedExtension;

beforeAll(async () => {
  const { tarball, remove } = await packExtension({ extension: EXTENSION });
  extension = await loadExtension(tarball);
  await remove();
});
afterEach(closeStandIns);
afterAll(() => extension.close());

async function run(
  nodes: FlowNode[],
  {
    body = MESSAGE,
    options = {},
    flow = {},
    change = {},
  }: { body?: object; options?: CognigyOptions; flow?: Partial<Flow>; change?: Partial<EndpointDefinition> } = {},
) {
  const cognigy = await standIn({ extension, runNodesInProcess: true, ...options });
  const endpoint = cognigy.addEndpoint(definition({ flow: { nodes, ...flow }, ...change }));
  const send = async (message: object = body) => {
    await post(endpoint.url, message);
    await cognigy.idle();
    const execution = cognigy.executions.at(-1);
    if (!execution) {
      throw new Error("Nothing was executed.");
    }
    return { execution, texts: execution.outputs.map(({ text }) => text) };
  };
  return { cognigy, endpoint, send, ...(await send()) };
}

const say = (text: string): FlowNode => ({ type: "say", text });
const node = (calls: unknown[][], children?: Record<string, FlowNode[]>): FlowNode => ({
  type: "extension",
  node: "run",
  config: { calls },
  ...(children ? { children } : {}),
});

describe("nodes", () => {
  const lookup = (path: string): FlowNode => ({
    type: "lookup",
    path,
    cases: { completed: [say("c1"), say("c2")], "1": [say("one")], empty: [], default: [say("d")] },
  });
  const data = (value: unknown) => ({ ...MESSAGE, data: { value } });
  const condition = (parts: object): FlowNode => ({
    type: "if",
    condition: { path: "data.value", ...parts },
    then: [say("then")],
    else: [say("else")],
  });

  test.each<[what: string, nodes: FlowNode[], body: object, texts: (string | null)[]]>([
    [
      "say with CognigyScript",
      [say("{{input.text}} {{input.data.a}} {{context.gone}}{{profile.name}}")],
      MESSAGE,
      ["hi 1 Ada"],
    ],
    ["lookup", [lookup("data.value"), say("after")], data("completed"), ["c1", "c2", "after"]],
    ["lookup of a number", [lookup("input.data.value")], data(1), ["one"]],
    ["lookup, default", [lookup("data.value"), say("after")], data("other"), ["d", "after"]],
    ["lookup, nothing there", [lookup("data.value.deep")], data("x"), ["d"]],
    ["lookup, inherited member", [lookup("data.value")], data("toString"), ["d"]],
    ["lookup, empty case", [lookup("data.value"), say("after")], data("empty"), ["after"]],
    ["if equals", [condition({ equals: { a: 1 } })], data({ a: 1 }), ["then"]],
    ["if equals not", [condition({ equals: 1 })], data("1"), ["else"]],
    ["if contains in text", [condition({ contains: "b" })], data("abc"), ["then"]],
    ["if contains in list", [condition({ contains: 2 })], data([1, 2]), ["then"]],
    ["if exists", [condition({ exists: true })], data(0), ["then"]],
    ["if exists not", [condition({ exists: false })], data(null), ["then"]],
    [
      "setContext",
      [{ type: "setContext", key: "a.b", value: { t: "{{input.text}}" } }, say("{{context.a.b.t}}")],
      MESSAGE,
      ["hi"],
    ],
    [
      "goto",
      [{ type: "goto", target: "x" }, say("skipped"), { ...say("target"), id: "x" }, say("after")],
      MESSAGE,
      ["target", "after"],
    ],
    [
      "goto into a branch",
      [
        { type: "goto", target: "x" },
        { type: "lookup", path: "text", cases: { a: [say("a"), { ...say("x"), id: "x" }] } },
        say("after"),
      ],
      MESSAGE,
      ["x", "after"],
    ],
    ["stop", [say("a"), { type: "stop" }, say("b")], MESSAGE, ["a"]],
    ["stop in a branch", [{ type: "lookup", path: "text", cases: { hi: [{ type: "stop" }] } }, say("b")], MESSAGE, []],
  ])("%s", async (_what, nodes, body, expected) => {
    const { texts } = await run(nodes, { body, change: { profile: () => ({ name: "Ada" }) } });
    expect(texts).toEqual(expected);
  });

  test("loop protection", async () => {
    const { execution, texts, cognigy } = await run([
      { ...say("x"), id: "x" },
      { type: "goto", target: "x" },
    ]);
    expect(texts).toEqual(["x", "x", "x", "x"]);
    expect(execution.ended).toBe("error");
    expect(cognigy.logs).toMatchObject([{ level: "error", message: expect.stringContaining("Loop protection") }]);
  });

  test.each<[what: string, nodes: unknown[], message: string]>([
    ["unknown type", [{ type: "sing" }], "nodes.0.type"],
    ["unknown member", [{ type: "say", txt: "x" }], "nodes.0"],
    [
      "same id twice",
      [
        { ...say("a"), id: "a" },
        { ...say("b"), id: "a" },
      ],
      `two nodes with the id "a"`,
    ],
    ["goto nowhere", [{ type: "goto", target: "x" }], `"x", which does not exist`],
    ["unknown node", [{ type: "extension", node: "gone" }], `no node "gone"`],
    ["unknown child", [node([], { onGone: [] })], `no child "onGone"`],
  ])("refused: %s", async (_what, nodes, message) => {
    const cognigy = await standIn({ extension });
    expect(() => cognigy.addEndpoint(definition({ flow: { nodes: nodes as FlowNode[] } }))).toThrow(message);
  });
});

describe.each([true, false])("nodes of the Extension, in this process: %s", (runNodesInProcess) => {
  const options = { runNodesInProcess };

  test("the chosen child's branch, then below", async () => {
    const nodes = [
      node(
        [
          ["addToInput", "a.b", 1],
          ["addToContext", "c", 2, "simple"],
          ["say", "said", { d: 1 }],
          ["log", "warn", "w"],
          ["setNextNode", "@onDone"],
        ],
        {
          onDone: [say("done {{input.a.b}} {{context.c}}")],
          onFailed: [say("failed")],
        },
      ),
      say("after"),
    ];
    const { execution, texts, cognigy } = await run(nodes, { options });
    expect(texts).toEqual(["said", "done 1 2", "after"]);
    expect(execution).toMatchObject({
      endpoint: "e",
      userId: "u",
      sessionId: "s",
      ended: "completed",
      context: { c: 2 },
    });
    expect(execution.inputAtStart.a).toBeUndefined();
    expect(execution.input).toMatchObject({ ...MESSAGE, a: { b: 1 } });
    expect(execution.steps).toMatchObject([
      {
        nodeId: "1",
        type: "run",
        exit: "onDone",
        result: { input: { a: { b: 1 } }, context: { c: 2 } },
        logs: [{ level: "warn", message: "w" }],
      },
      { nodeId: "1.onDone.1", type: "say" },
      { nodeId: "2", type: "say" },
    ]);
    expect(execution.steps[0]?.apiCalls.map(({ name }) => name)).toEqual([
      "addToInput",
      "addToContext",
      "say",
      "setNextNode",
    ]);
    expect(cognigy.logs).toMatchObject([{ level: "warn", message: "w", endpoint: "e", origin: "flow" }]);
  });

  test.each<[what: string, calls: unknown[][], texts: string[], ended: string, error: string | undefined]>([
    ["no child chosen", [], ["after"], "completed", undefined],
    ["stopExecution", [["say", "x"], ["stopExecution"], ["setNextNode", "@onDone"]], ["x"], "stopped", undefined],
    [
      "exception",
      [
        ["say", "x"],
        ["throw", "no"],
      ],
      ["x"],
      "error",
      "no",
    ],
    ["too many calls", Array(11).fill(["deleteContext", "x"]), ["after"], "completed", "more than 10 API calls"],
    [
      "large argument",
      [["addToInput", "x", "y".repeat(63 * 1024)]],
      ["after"],
      "completed",
      "The arguments of api.addToInput",
    ],
    ["too slow", [["hang"]], ["after"], "completed", "longer than 60 ms"],
  ])("%s", async (what, calls, expected, ended, error) => {
    const nodes = [node(calls, { onDone: [say("done")] }), say("after")];
    const { execution, texts, cognigy } = await run(nodes, {
      options: { ...options, nodeLimits: { timeoutMs: what === "too slow" ? 60 : 5_000 } },
    });
    expect({ texts, ended: execution.ended }).toEqual({ texts: expected, ended });
    expect(execution.steps[0]?.error ?? "").toContain(error ?? "");
    expect(cognigy.logs.filter(({ level }) => level === "error")).toHaveLength(error ? 1 : 0);
    expect(execution.input.extensionError !== undefined).toBe(error !== undefined && ended === "completed");
  });
});

test("only in this process does state of the module survive", async () => {
  const runs: unknown[] = [];
  for (const runNodesInProcess of [false, true]) {
    const { execution } = await run([node([]), node([["runs"]])], { options: { runNodesInProcess } });
    runs.push(execution.input.runs);
  }
  expect(runs[0]).toBe(1);
  expect(runs[1]).toBeGreaterThan(1);
});

describe("input, context, profile, transcript", () => {
  test("input is new for each message, context is kept", async () => {
    const nodes = [
      node([
        ["addToInput", "once", true],
        ["addToContext", "list", "{{input.text}}", "array"],
      ]),
    ];
    const { send } = await run(nodes, { flow: { defaultContext: { d: 1 } } });
    const { execution } = await send({ ...MESSAGE, text: "two" });
    expect(execution.inputAtStart.once).toBeUndefined();
    expect(execution.inputAtStart.execution).toBe(2);
    expect(execution.context).toEqual({ d: 1, list: ["hi", "two"] });
    expect((await send({ ...MESSAGE, sessionId: "other" })).execution.context).toEqual({ d: 1, list: ["hi"] });
  });

  test.each<[body: object, text: unknown, mode: string]>([
    [{ text: "t" }, "t", "TextOnly"],
    [{ text: "t", data: { a: 1 } }, "t", "TextData"],
    [{ data: { a: 1 } }, expect.stringMatching(/^DATA_ONLY_MESSAGE_.{20}$/), "DataOnly"],
    [{ text: "", data: { a: 1 } }, expect.stringMatching(/^DATA_ONLY_MESSAGE_.{20}$/), "DataOnly"],
    [{ text: "" }, "", "Empty"],
  ])("%j", async (body, text, mode) => {
    const { execution } = await run([], { body: { userId: "u", sessionId: "s", ...body } });
    expect(execution.inputAtStart).toMatchObject({ text, mode });
  });

  test("the members of input", async () => {
    const { execution, endpoint } = await run([], {
      options: { now: () => Date.UTC(2024, 1, 29, 13, 5, 6, 7) },
      flow: { name: "Main", language: "de-DE" },
      change: { endpointType: "ringCentralEngage" },
    });
    expect(execution.input).toMatchObject({
      inputId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      URLToken: endpoint.URLToken,
      endpointType: "ringCentralEngage",
      channel: "ringCentralEngage",
      language: "de-DE",
      flowName: "Main",
      execution: 1,
      currentTime: {
        year: 2024,
        month: 2,
        day: 29,
        hour: 13,
        minute: 5,
        second: 6,
        milliseconds: 7,
        weekday: "Thursday",
        ISODate: "2024-02-29T13:05:06.007Z",
      },
    });
    expect(execution.inputId).toBe(execution.input.inputId);
  });

  test("updates of the profile are kept per user", async () => {
    const nodes = [say("{{profile.firstname}} {{profile.email}}"), node([["updateProfile", "email", "a@example.com"]])];
    const { send } = await run(nodes, { change: { profile: (userId) => ({ firstname: userId }) } });
    expect((await send()).texts).toEqual(["u a@example.com"]);
    expect((await send({ ...MESSAGE, userId: "v" })).texts).toEqual(["v "]);
  });

  test.each(["asAsked", "absent"] as const)("transcript: %s", async (transcript) => {
    const { execution } = await run([say("a"), node([["transcript"]])], { options: { transcript } });
    const entries = [
      { source: "user", text: "hi" },
      { source: "bot", text: "a" },
    ];
    if (transcript === "asAsked") {
      expect(execution.input.transcript).toEqual(entries);
    } else {
      expect(execution.ended).toBe("error");
    }
  });

  test("two inputs of one session run at the same time", async () => {
    const cognigy = await standIn({ extension });
    const endpoint = cognigy.addEndpoint(
      definition({ flow: { nodes: [node([["addToContext", "list", "{{input.text}}", "array"]])] } }),
    );
    await Promise.all([post(endpoint.url, { ...MESSAGE, text: "1" }), post(endpoint.url, { ...MESSAGE, text: "2" })]);
    await cognigy.idle();
    // Each started with the empty context.
    expect(cognigy.executions.map(({ context }) => context.list)).toEqual([[expect.any(String)], [expect.any(String)]]);
  });

  test("environment variables of the nodes' processes are those of the options", async () => {
    const { execution } = await run([node([])], { options: { runNodesInProcess: false, env: { TZ: "UTC" } } });
    expect(execution.ended).toBe("completed");
  });
});

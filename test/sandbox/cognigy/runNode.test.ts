/** What a node does in its own process, and what the platform makes of it. */
import { type LoadedExtension, loadExtension } from "../../../sandbox/cognigy/loadExtension";
import type { NodeRun } from "../../../sandbox/cognigy/NodeRun";
import { runNode } from "../../../sandbox/cognigy/runNode";
import { packExtension } from "./packExtension";

/** The node's function has the body that its field `body` holds, so that each test can show its own. */
const EXTENSION = `{
  nodes: [
    { type: "run", dependencies: { children: ["onDone", "onFailed"] },
      fields: [
        { type: "typescript", key: "body", label: "Body" },
        { type: "cognigyText", key: "greeting", label: "Greeting", defaultValue: "Hello {{profile.firstname}}" },
        { type: "text", key: "plain", label: "Plain", defaultValue: "{{profile.firstname}}" },
      ],
      function: async ({ cognigy, config, childConfigs, nodeId }) => {
        const AsyncFunction = (async () => {}).constructor;
        const run = new AsyncFunction("cognigy", "api", "config", "childConfigs", "nodeId", "require", config.body);
        await run(cognigy, cognigy.api, config, childConfigs, nodeId, require);
      } },
    { type: "onDone", parentType: "run", fields: [{ type: "text", key: "note", label: "Note", defaultValue: "n" }] },
    { type: "onFailed", parentType: "run" },
    { type: "other", function: async () => {} },
  ],
  connections: [],
}`;

let extension: LoadedExtension;

beforeAll(async () => {
  const { tarball, remove } = await packExtension({ extension: EXTENSION });
  extension = await loadExtension(tarball);
  await remove();
});
afterAll(() => extension.close());

function run(body: string, more: Partial<NodeRun> = {}) {
  return runNode(extension, { node: "run", ...more, config: { body, ...more.config } });
}

describe("what the function receives", () => {
  const print = (expression: string, more?: Partial<NodeRun>) =>
    run(`console.log(JSON.stringify(${expression}))`, more).then(({ stdout }) => JSON.parse(stdout));

  test("config over default values, CognigyScript resolved in fields of that kind only", async () => {
    const { body, ...config } = await print("config", { profile: { firstname: "Ada" }, config: { extra: 1 } });
    expect(body).toContain("console.log");
    expect(config).toEqual({ greeting: "Hello Ada", plain: "{{profile.firstname}}", extra: 1 });
  });

  test("children with ids, types and their config", async () => {
    const children = await print("childConfigs");
    expect(children).toEqual([
      { id: expect.stringMatching(/^[0-9a-f]{24}$/), type: "onDone", config: { note: "n" } },
      { id: expect.stringMatching(/^[0-9a-f]{24}$/), type: "onFailed", config: {} },
    ]);
    expect(await print("childConfigs")).toEqual(children);
    expect(await print("childConfigs", { children: ["onFailed"] })).toEqual([children[1]]);
  });

  test("no environment variables but the given ones", async () => {
    expect(process.env.PATH).toBeTruthy();
    expect(await print("process.env")).toEqual({});
    expect(await print("process.env", { env: { TZ: "UTC" } })).toEqual({ TZ: "UTC" });
  });

  test("a fresh process each time", async () => {
    const body = "console.log(globalThis.seen = (globalThis.seen ?? 0) + 1)";
    expect([(await run(body)).stdout, (await run(body)).stdout]).toEqual(["1\n", "1\n"]);
  });

  test("copies: assigning to them changes nothing", async () => {
    const given = { input: { text: "hi" }, context: { a: { b: 1 } } };
    const execution = await run("cognigy.input.text = 'x'; cognigy.context.a.b = 2; cognigy.profile.age = 3", given);
    expect(execution).toMatchObject({ ...given, profileUpdates: {} });
    expect(given).toEqual({ input: { text: "hi" }, context: { a: { b: 1 } } });
  });
});

describe("api", () => {
  test("outputs, in order, complete before the result", async () => {
    const { outputs } = await run(
      "api.say('a'); api.output(null, { b: 1 }); api.say('', { c: 2 }); api.output('d', null)",
    );
    expect(outputs).toEqual([
      { text: "a", data: {} },
      { text: null, data: { b: 1 } },
      { text: "", data: { c: 2 } },
      { text: "d", data: {} },
    ]);
  });

  test.each<[body: string, context: Record<string, unknown>]>([
    ["api.addToContext('a', 1, 'simple')", { a: 1, list: [1, { x: 1 }], deep: { er: true } }],
    ["api.addToContext('deep.new.key', 1, 'simple')", { list: [1, { x: 1 }], deep: { er: true, new: { key: 1 } } }],
    ["api.addToContext('list', 2, 'array')", { list: [1, { x: 1 }, 2], deep: { er: true } }],
    ["api.addToContext('fresh', 2, 'array')", { list: [1, { x: 1 }], deep: { er: true }, fresh: [2] }],
    ["api.removeFromContext('list', { x: 1 }, 'array')", { list: [1], deep: { er: true } }],
    ["api.removeFromContext('list', null, 'simple')", { deep: { er: true } }],
    ["api.deleteContext('deep.er')", { list: [1, { x: 1 }], deep: {} }],
    ["api.deleteContext('gone.er')", { list: [1, { x: 1 }], deep: { er: true } }],
    ["api.setContext('deep', 1)", { list: [1, { x: 1 }], deep: 1 }],
    ["await api.setContextAndPersist('deep', 2)", { list: [1, { x: 1 }], deep: 2 }],
    [
      "api.addToContext('a', [await api.getContext('deep.er'), await api.getContext('x.y') === undefined], 'simple')",
      { list: [1, { x: 1 }], deep: { er: true }, a: [true, true] },
    ],
  ])("%s", async (body, context) => {
    const before = { list: [1, { x: 1 }], deep: { er: true } };
    expect((await run(body, { context: before })).context).toEqual(context);
  });

  test("an unknown mode is an error in the logs", async () => {
    const { context, logs } = await run("api.addToContext('a', 1); api.removeFromContext('a', 1, 'x')");
    expect(context).toEqual({});
    expect(logs).toEqual([
      { level: "error", message: `addToContext does not know the mode "undefined".` },
      { level: "error", message: `removeFromContext does not know the mode "x".` },
    ]);
  });

  test("addToInput nests by dots; Error, Buffer and functions do not survive", async () => {
    const body = "api.addToInput('a.b', { error: new Error('x'), bytes: Buffer.from('x'), f() {}, n: 1 })";
    const { input } = await run(body, { input: { text: "hi", a: "in the way" } });
    expect(input).toEqual({ text: "hi", a: { b: { error: {}, bytes: { type: "Buffer", data: [120] }, n: 1 } } });
  });

  test("what cannot be serialised is an exception of the node", async () => {
    const { thrown } = await run("const loop = {}; loop.loop = loop; api.addToInput('a', loop)");
    expect(thrown).toContain("circular");
  });

  const id = (type: string) => `childConfigs.find((c) => c.type === "${type}").id`;
  test.each<[what: string, body: string, next: string | undefined]>([
    ["no call", "", undefined],
    ["one call", `api.setNextNode(${id("onFailed")})`, "onFailed"],
    ["the last call wins", `api.setNextNode(${id("onFailed")}); api.setNextNode(${id("onDone")})`, "onDone"],
    ["withdrawn", `api.setNextNode(${id("onDone")}); api.resetNextNodes()`, undefined],
    ["an exception follows", `api.setNextNode(${id("onDone")}); throw new Error("late")`, undefined],
  ])("setNextNode: %s", async (_what, body, next) => {
    expect((await run(body)).nextNode).toBe(next);
  });

  test("setNextNode with a type instead of an id is an error in the logs", async () => {
    const { nextNode, logs } = await run("api.setNextNode('onDone')");
    expect(nextNode).toBeUndefined();
    expect(logs).toEqual([{ level: "error", message: `setNextNode: "onDone" is no child of the node.` }]);
  });

  test("logs", async () => {
    const body = `api.log("warn", "w"); api.log("loud", "l"); api.logDebugMessage({ a: 1 }, "H"); api.logDebugError("e")`;
    const { logs, apiCalls } = await run(body);
    expect(logs).toEqual([
      { level: "warn", message: "w" },
      { level: "error", message: `api.log does not know the level "loud". Message: l` },
      { level: "debugMessage", message: `H: {"a":1}` },
      { level: "debugError", message: "e" },
    ]);
    expect(apiCalls.map(({ name }) => name)).toEqual(["logDebugMessage", "logDebugError"]);
  });

  test("stopExecution and updateProfile", async () => {
    const { stopped, profileUpdates } = await run(
      "await api.updateProfile('email', 'a@example.com'); api.stopExecution()",
    );
    expect({ stopped, profileUpdates }).toEqual({ stopped: true, profileUpdates: { email: "a@example.com" } });
    expect((await run("")).stopped).toBe(false);
  });

  test("parseCognigyScriptText returns a text", async () => {
    const body =
      "console.log(api.parseCognigyScriptText(\"{{ci.data.list[1]}} {{context?.a?.b}}{{cp['x y']}}|{{input.gone}}|{{input.data}}\"))";
    const given = { input: { data: { list: [1, 2] } }, context: { a: { b: "B" } }, profile: { "x y": "!" } };
    const { stdout, apiCalls } = await run(body, given);
    expect(stdout).toBe(`2 B!||{"list":[1,2]}\n`);
    expect(apiCalls).toHaveLength(1);
  });

  test("the calls with their arguments and sizes", async () => {
    const { apiCalls } = await run("api.say('ä', undefined); api.addToInput('k', [1])");
    expect(apiCalls).toEqual([
      { name: "say", args: ["ä"], bytes: 6 },
      { name: "addToInput", args: ["k", [1]], bytes: 9 },
    ]);
  });
});

describe("the transcript", () => {
  const turns = Array.from({ length: 12 }, (_, index) => [
    { source: "user" as const, text: `u${index}` },
    { source: "bot" as const, text: `b${index}` },
  ]).flat();
  const read = async (call: string, transcript: NodeRun["transcript"]) =>
    (await run(`api.addToInput("t", await api.getConversationTranscript(${call}))`, { transcript })).input.t;

  test("does not exist on older platforms", async () => {
    expect((await run("console.log(typeof api.getConversationTranscript)")).stdout).toBe("undefined\n");
  });

  test.each<[call: string, first: string, length: number]>([
    [`"json", { turnLimit: 2 }`, "u10", 4],
    [`"json", { turnLimit: 50 }`, "u2", 20],
    [`"json"`, "u2", 20],
  ])("%s", async (call, first, length) => {
    const entries = await read(call, turns);
    expect(entries).toHaveLength(length);
    expect(entries).toEqual(expect.arrayContaining([{ source: "user", text: first }]));
  });

  test("as text", async () => {
    expect(await read(`"string", { turnLimit: 1 }`, turns)).toBe("- USER: u11\n- BOT: b11");
  });

  test("in a mode that does not exist", async () => {
    const { thrown } = await run(`await api.getConversationTranscript("xml")`, { transcript: [] });
    expect(thrown).toBe(`getConversationTranscript knows the modes "json" and "string", not "xml".`);
  });
});

describe("limits: the Flow goes on, with input.extensionError", () => {
  test.each<[what: string, body: string, more: Partial<NodeRun>, error: string]>([
    [
      "promise that is never resolved",
      "await new Promise(() => {})",
      { limits: { timeoutMs: 30 } },
      "longer than 30 ms",
    ],
    ["endless loop", "for (;;);", { limits: { timeoutMs: 30 } }, "longer than 30 ms"],
    ["too many calls", "for (let i = 0; i < 11; i++) api.say('x')", {}, "more than 10 API calls (the last: say)"],
    [
      "too many calls, caught",
      "try { api.say('x'); api.say('y') } catch {} await new Promise(() => {})",
      { limits: { apiCalls: 1 } },
      "more than 1 API calls",
    ],
    [
      "large argument",
      "api.addToInput('a', 'x'.repeat(62 * 1024))",
      {},
      "The arguments of api.addToInput have 63496 bytes; 63488 are allowed.",
    ],
    ["large log", "api.log('info', 'x'.repeat(62 * 1024))", {}, "The arguments of api.log"],
    [
      "large message",
      "api.say('x'.repeat(900))",
      { limits: { messageBytes: 800 } },
      "The message of api.say has 904 bytes",
    ],
    ["large input", "", { input: { text: "x".repeat(300 * 1024) } }, "The message to the Extension has"],
  ])("%s", async (_what, body, more, error) => {
    const { thrown, extensionError, input, nextNode } = await run(body, more);
    expect(extensionError).toContain(error);
    expect(input.extensionError).toBe(extensionError);
    expect({ thrown, nextNode }).toEqual({ thrown: undefined, nextNode: undefined });
  });

  test("ten calls and any number of logs are allowed; what came before a broken limit has happened", async () => {
    const allowed = await run("for (let i = 0; i < 10; i++) { api.say(String(i)); api.log('info', 'x') }");
    expect(allowed.extensionError).toBeUndefined();
    expect(allowed.outputs).toHaveLength(10);
    const broken = await run("for (let i = 0; i < 20; i++) api.say(String(i))");
    expect(broken.outputs.map(({ text }) => text)).toEqual(allowed.outputs.map(({ text }) => text));
  });
});

describe("exceptions: the Flow stops", () => {
  test.each<[what: string, body: string, thrown: string]>([
    ["Error", "throw new Error('no')", "no"],
    ["anything else", "throw 'text'", "text"],
    ["unknown api function", "api.requestHandover()", "api.requestHandover is not a function"],
    ["rejection that nobody handles", "Promise.reject(new Error('lost')); await new Promise(() => {})", "lost"],
    ["in a callback", "setTimeout(() => { throw new Error('later') }); await new Promise(() => {})", "later"],
    ["end of the process", "process.exit(4)", "The process ended before the node's function did (exit code 4)."],
  ])("%s", async (_what, body, thrown) => {
    const execution = await run(body);
    expect(execution.thrown).toBe(thrown);
    expect(execution.extensionError).toBeUndefined();
    expect(execution.input).toEqual({});
  });

  test("what the process printed is kept apart", async () => {
    const { stdout, stderr } = await run("console.log('out'); console.error('err')");
    expect({ stdout, stderr }).toEqual({ stdout: "out\n", stderr: "err\n" });
  });
});

test("no process outlives its execution", async () => {
  const { stdout } = await run("console.log(process.pid); setInterval(() => {}, 1000); api.say('x')");
  expect(() => process.kill(Number(stdout), 0)).toThrow("ESRCH");
});

test.each<[what: string, change: Partial<NodeRun>, message: string]>([
  ["unknown node", { node: "gone" }, `has no node "gone"`],
  ["unknown child", { children: ["gone"] }, `has no node "gone"`],
  ["a child of nobody", { children: ["other"] }, `The node "other" is no child of "run".`],
])("a run that cannot be is refused: %s", async (_what, change, message) => {
  await expect(run("", change)).rejects.toThrow(message);
});

test("a node without function cannot be run", async () => {
  expect((await runNode(extension, { node: "onDone", config: {} })).thrown).toBe(`The node "onDone" has no function.`);
});

/** What the page is told, by value. */

import { readFlow } from "../../../sandbox/app/flow/readFlow";
import { findForeignness } from "../../../sandbox/app/page/findForeignness";
import { pageHeaders } from "../../../sandbox/app/page/pageHeaders";
import type { NodeTypes } from "../../../sandbox/app/view";
import { createMask } from "../../../sandbox/app/views/createMask";
import { decideThreadState, type ThreadFacts } from "../../../sandbox/app/views/decideThreadState";
import { describeTrigger } from "../../../sandbox/app/views/describeTrigger";
import type { Traffic } from "../../../sandbox/app/views/Traffic";
import { toExecutionView } from "../../../sandbox/app/views/toExecutionView";
import { toFlowNodes } from "../../../sandbox/app/views/toFlowNodes";
import { toNumbers } from "../../../sandbox/app/views/toNumbers";
import { traceCalls } from "../../../sandbox/app/views/traceCalls";
import type { FlowExecution, OutgoingCall } from "../../../sandbox/cognigy/startCognigy";
import type { Intervention, Task } from "../../../sandbox/engage/domain/records";
import type { Exchange } from "../../../sandbox/engage/startEngage";

const mask = createMask(new Map([["s3cret-token", "•••"]]));
const TYPES: NodeTypes = {
  askEngage: {
    type: "askEngage",
    label: "Ask Engage",
    summary: "Asks",
    fields: [],
    exits: [
      { type: "onYes", label: "Yes" },
      { type: "onNo", label: "No" },
    ],
  },
};

describe("the mask", () => {
  it.each<[string, unknown, unknown]>([
    ["a token by its name", { accessToken: "abc" }, { accessToken: "•••" }],
    ["a header, whatever its case", { Authorization: "Bearer abc" }, { Authorization: "•••" }],
    ["a known secret anywhere in a text", ["x s3cret-token y"], ["x ••• y"]],
    ["a bearer token in a text", "Bearer abc.def", "Bearer •••"],
    ["the key of an address", "/hub?key=abc&x=1", "/hub?key=•••&x=1"],
    ["a seal in a text", "v1.1700000000000.id-1.abcdefghijklmnopqrstuvwxyz", "v1.•••"],
    ["a seal by its name, at any depth", { a: [{ seal: "v1.1.2.3" }] }, { a: [{ seal: "•••" }] }],
    [
      "nothing of what is no secret",
      { key: "bot_summary", token: 3, none: null },
      { key: "bot_summary", token: 3, none: null },
    ],
    ["no setting that is a switch", { secret: false }, { secret: false }],
  ])("hides %s", (_name, value, shown) => {
    expect(mask.value(value)).toEqual(shown);
  });

  it("cuts what is too long to be read", () => {
    expect(createMask(new Map(), 10).text("x".repeat(20))).toBe(`${"x".repeat(10)}… (20 characters)`);
  });
});

describe("requests to the page's server", () => {
  const own = { method: "POST", host: "127.0.0.1:8080", origin: "http://127.0.0.1:8080" };
  it.each<[string, Partial<typeof own> & { origin?: string | undefined; host?: string | undefined }, boolean]>([
    ["of the page itself", {}, true],
    ["of the page under the other name", { host: "localhost:8080", origin: "http://localhost:8080" }, true],
    ["of a program without an origin", { origin: undefined }, true],
    ["of a page under a foreign name (DNS rebinding)", { host: "evil.example:8080" }, false],
    ["for another port", { host: "127.0.0.1:80" }, false],
    ["without a host", { host: undefined }, false],
    ["of a foreign page (CSRF)", { origin: "http://evil.example" }, false],
    ["of a page on another port of this machine", { origin: "http://127.0.0.1:3000" }, false],
    ["of a sandboxed frame", { origin: "null" }, false],
    [
      "to read, across sites: the browser keeps the answer from it",
      { method: "GET", origin: "http://evil.example" },
      true,
    ],
  ])("%s", (_name, change, isAccepted) => {
    expect(findForeignness({ ...own, ...change }, 8080) === undefined).toBe(isAccepted);
  });

  it("get a policy that lets the page reach the Webchat Endpoint and nothing else", () => {
    expect(pageHeaders("http://127.0.0.1:9000")["content-security-policy"]).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' http://127.0.0.1:9000 ws://127.0.0.1:9000; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });
});

describe("a Flow file", () => {
  const surroundings = { connection: { apiUrl: "here" }, sandboxUrl: "http://127.0.0.1:1" };

  it("gets the page's address, and the Connection in nodes that have none", () => {
    const text = JSON.stringify({
      nodes: [
        { type: "say", text: "{{sandbox.url}}/a {{input.text}}" },
        {
          type: "if",
          then: [{ type: "extension", node: "a" }],
          else: [{ type: "extension", config: { connection: 1 } }],
        },
      ],
    });
    expect(readFlow(text, surroundings)).toEqual({
      nodes: [
        { type: "say", text: "http://127.0.0.1:1/a {{input.text}}" },
        {
          type: "if",
          then: [{ type: "extension", node: "a", config: { connection: { apiUrl: "here" } } }],
          else: [{ type: "extension", config: { connection: 1 } }],
        },
      ],
    });
  });

  it.each([
    ['{\n  "nodes": [,]\n}', 'line 2, column 13: Unexpected ","'],
    ['{\n  "nodes": [', "line 2, column 13"],
  ])("names the place of a mistake: %j", (text, place) => {
    expect(() => readFlow(text, surroundings)).toThrow(place);
  });
});

describe("the state of a conversation", () => {
  const task = (queue: string): Task => ({ id: "t", completed_at: queue === "history" ? "then" : null, queue }) as Task;
  const intervention = (given: Partial<Intervention>): Intervention =>
    ({ id: "i", user_id: "ana", closed: false, deferred_at: null, ...given }) as Intervention;
  const facts = (given: Partial<ThreadFacts>, categories = ["agent"], closed = false): ThreadFacts => ({
    thread: { closed, thread_category_ids: categories },
    tasks: [],
    interventions: [],
    botCategoryId: "bot",
    isAgent: (id) => id === "ana",
    ...given,
  });

  it.each<[string, ThreadFacts, string]>([
    ["a message that the bot has to answer", facts({ tasks: [task("undelivered")] }, ["bot"]), "bot"],
    ["waiting for agents", facts({ tasks: [task("global")] }), "queued"],
    ["waiting for a skill that nobody has", facts({ tasks: [task("undelivered")] }, ["billing"]), "queued"],
    ["in an agent's hands", facts({ tasks: [task("workbin_ana")] }), "agent"],
    ["answered by an agent who took nothing", facts({ interventions: [intervention({})] }), "agent"],
    ["put off", facts({ tasks: [task("history")], interventions: [intervention({ deferred_at: "now" })] }), "deferred"],
    ["solved", facts({ tasks: [task("history")], interventions: [intervention({ closed: true })] }, ["bot"]), "closed"],
    [
      "with the bot in an intervention of its own",
      facts({ interventions: [intervention({ user_id: "bot-user" })] }),
      "bot",
    ],
    ["closed as a thread, whatever waits in it", facts({ tasks: [task("global")] }, ["agent"], true), "closed"],
  ])("%s", (_name, given, state) => {
    expect(decideThreadState(given).state).toBe(state);
  });

  it("names task, intervention and agent", () => {
    const given = facts({ tasks: [task("workbin_ana")], interventions: [intervention({})] });
    expect(decideThreadState(given)).toEqual({ state: "agent", agentId: "ana", taskId: "t", interventionId: "i" });
  });
});

test.each<[Record<string, unknown>, string]>([
  [{ text: "Hello\n there", data: {} }, "Customer: Hello there"],
  [{ text: "DATA_ONLY_MESSAGE_1", data: { handover: { status: "queue" } } }, "Handover: queue"],
  [{ text: "", data: { attachments: [{}] } }, "Customer: a file"],
  [{ text: "", data: { _cognigy: { controlCommands: [{ type: "setRating" }] } } }, "Customer: Rating"],
  [{ text: "", data: { colour: "red" } }, "Customer: Data only"],
  [
    { text: "", data: { engageWork: { items: [{ kind: "queue" }, { kind: "agentMessage" }, { kind: "queue" }] } } },
    "Work of the hub: report a queue position, deliver an agent's message",
  ],
])("What started a Flow: %j", (input, trigger) => {
  expect(describeTrigger(input)).toBe(trigger);
});

test("A Flow is drawn with the ids that executions name, all exits, and no Connection", () => {
  const nodes = toFlowNodes(
    [
      { type: "say", text: "Hi", id: "hello", label: "Greeting" },
      {
        type: "extension",
        node: "askEngage",
        config: { connection: { accessToken: "s3cret-token" }, question: "why" },
        children: { onYes: [{ type: "stop" }] },
      },
    ],
    TYPES,
    mask,
  );
  expect(nodes).toEqual([
    {
      id: "hello",
      type: "say",
      isExtension: false,
      label: "Greeting",
      detail: "Hi",
      config: { text: "Hi" },
      branches: [],
    },
    {
      id: "2",
      type: "askEngage",
      isExtension: true,
      label: "Ask Engage",
      detail: "question: why",
      config: { question: "why" },
      branches: [
        {
          name: "onYes",
          label: "Yes",
          nodes: [
            { id: "2.onYes.1", type: "stop", isExtension: false, label: "Stop", detail: "", config: {}, branches: [] },
          ],
        },
        { name: "onNo", label: "No", nodes: [] },
      ],
    },
  ]);
});

test("An execution shows what its nodes wrote and how much of the limits they used", () => {
  const execution: FlowExecution = {
    endpoint: "hub",
    userId: "u",
    sessionId: "engage-work-1",
    inputId: "input-1",
    startedAt: 1000,
    endedAt: 1250,
    ended: "stopped",
    inputAtStart: { text: "s3cret-token", data: { a: 1 }, userId: "u" },
    input: {},
    context: {},
    outputs: [{ text: null, data: { b: 2 } }],
    steps: [
      {
        nodeId: "2",
        type: "askEngage",
        exit: "onNo",
        result: { input: { engage: { accessToken: "x" } } },
        config: { connection: { accessToken: "x" }, question: "Why?" },
        apiCalls: [{ name: "addToInput", args: ["engage", "s3cret-token"], bytes: 30 }],
        logs: [{ level: "info", message: "ok" }],
        ms: 120.4,
      },
    ],
  };
  const view = toExecutionView(execution, {
    mask,
    types: TYPES,
    findNode: () => ({ type: "extension", node: "askEngage", config: {} }),
  });
  expect(view).toMatchObject({
    id: "input-1",
    route: "work",
    ms: 250,
    ended: "stopped",
    input: { text: "•••", data: { a: 1 } },
  });
  expect(view.steps).toEqual([
    {
      nodeId: "2",
      type: "askEngage",
      label: "Ask Engage",
      exit: "onNo",
      exitLabel: "No",
      config: { question: "Why?" },
      ms: 120,
      wrote: { "input.engage": { accessToken: "•••" } },
      apiCalls: [{ name: "addToInput", args: ["engage", "•••"], bytes: 30 }],
      logs: [{ level: "info", message: "ok" }],
    },
  ]);
  expect(view.limits).toEqual({
    apiCalls: { used: 1, limit: 10 },
    largestArgumentBytes: { used: 30, limit: 63_488 },
    nodeMs: { used: 120, limit: 20_000 },
  });
  const running = { ...execution, steps: [{ nodeId: "2", type: "askEngage", apiCalls: [], logs: [] }] };
  const { steps } = toExecutionView(running, { mask, types: TYPES, findNode: () => undefined });
  expect(steps[0]).not.toHaveProperty("ms");
});

describe("calls between the platforms", () => {
  const exchange = (path: string, startedAt: number, more: Partial<Exchange> = {}): Exchange => ({
    method: "POST",
    path,
    query: [],
    headers: {},
    body: { text: "a" },
    rawBody: "",
    status: 200,
    responseBody: "ok",
    responseText: "ok",
    startedAt,
    endedAt: startedAt + 5,
    ...more,
  });
  const call = (path: string, startedAt: number, more: Partial<OutgoingCall> = {}): OutgoingCall => ({
    endpoint: "webchat",
    handler: "handleInput",
    method: "POST",
    url: `http://127.0.0.1:1${path}`,
    headers: {},
    body: { text: "a" },
    startedAt,
    ms: 6,
    ...more,
  });
  const trace = (traffic: Partial<Traffic>, latest = 10) =>
    traceCalls(
      { exchanges: [], deliveries: [], sdkCalls: [], handshakes: [], calls: [], endpointDeliveries: [], ...traffic },
      new WeakMap(),
      latest,
    ).map(({ view }) => view);

  it("are shown once, with the transformer that made them, and in their order", () => {
    const views = trace({
      exchanges: [
        exchange("/1.0/contents", 30),
        exchange("/realtime/sdk/1", 11, { body: { action: "messages.create" } }),
      ],
      calls: [call("/realtime/sdk/1", 10, { body: { action: "messages.create" } })],
    });
    expect(views.map(({ from, kind, path, summary }) => [from, kind, path, summary])).toEqual([
      ["Relay", "Realtime", "/realtime/sdk/1", "messages.create"],
      ["Extension", "REST", "/1.0/contents", "contents"],
    ]);
  });

  it("that never arrived are shown with status 0", () => {
    expect(trace({ calls: [call("/1.0/contents", 10, { endpoint: "hub", error: "refused" })] })).toMatchObject([
      { from: "Hub", status: 0 },
    ]);
  });

  it("have no status while they run, and 0 when the connection was reset", () => {
    const [running, reset] = trace({
      exchanges: [
        exchange("/1.0/a", 1, { status: 0, endedAt: undefined }),
        exchange("/1.0/b", 2, { status: 0, fault: "reset" }),
      ],
    });
    expect(running).not.toHaveProperty("status");
    expect(reset).toMatchObject({ status: 0, marks: ["fault: reset"] });
  });

  it("leave out what browsers fetch, and the oldest of too many", () => {
    const views = trace(
      { exchanges: [exchange("/public/attachments/1", 1), exchange("/1.0/a", 2), exchange("/1.0/b", 3)] },
      1,
    );
    expect(views.map(({ path }) => path)).toEqual(["/1.0/b"]);
  });
});

test("The calls of the last minute are those to the REST API", () => {
  const at = (startedAt: number, path = "/1.0/tasks") => ({ path, startedAt }) as Exchange;
  const numbers = toNumbers({
    totals: { restCalls: 9, throttled: 2, flowExecutions: 3, webhookDeliveries: 4, channelSdkCalls: 5 },
    endpoints: [{ countConversations: (fits) => ["s1", "engage-work-1", "engage-work-2"].filter(fits).length }],
    exchanges: [at(39_000), at(41_000), at(99_000), at(99_000, "/realtime/sdk/1")],
    limitPerMinute: 500,
    nowMs: 100_000,
  });
  expect(numbers).toMatchObject({
    conversations: { customers: 1, work: 2 },
    restCalls: { lastMinute: 2, limitPerMinute: 500, total: 9, throttled: 2 },
  });
});

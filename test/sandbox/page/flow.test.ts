/** What the Flow column shows, by value: timeline, lit path, folding, JSON. */
import type { CallView, ExecutionView, FlowNodeView, LogView, StepView } from "../../../sandbox/app/view";
import { toCallColour, toStatusText } from "../../../sandbox/page/flow/callColour";
import { describeDecision } from "../../../sandbox/page/flow/describeDecision";
import { areSideBySide, findFlowNode, foldIdle } from "../../../sandbox/page/flow/flowLayout";
import { toJsonText, toJsonTokens } from "../../../sandbox/page/flow/jsonTokens";
import {
  findLastStep,
  findShownExecution,
  findTellingStep,
  hasFailed,
  isTakenBranch,
  toLitPath,
} from "../../../sandbox/page/flow/litPath";
import { mergeTimeline } from "../../../sandbox/page/flow/mergeTimeline";
import { toNodeCalls, toOtherLogs } from "../../../sandbox/page/flow/nodeCalls";
import { findNodeError } from "../../../sandbox/page/flow/nodeError";
import { runsOf } from "../../../sandbox/page/flow/runsOf";
import { formatWait } from "../../../sandbox/page/formatTime";

const toStep = (nodeId: string, more: Partial<StepView> = {}): StepView => ({
  nodeId,
  type: "say",
  label: nodeId,
  ms: 1,
  wrote: {},
  apiCalls: [],
  logs: [],
  ...more,
});

const toExecution = (id: string, startedAt: number, more: Partial<ExecutionView> = {}): ExecutionView => ({
  id,
  endpoint: "webchat",
  route: "bridge",
  userId: "user",
  sessionId: "session",
  startedAt,
  trigger: "",
  input: {},
  steps: [],
  outputs: [],
  limits: {
    apiCalls: { used: 0, limit: 10 },
    largestArgumentBytes: { used: 0, limit: 1 },
    nodeMs: { used: 0, limit: 1 },
  },
  ...more,
});

const toCall = (id: string, at: number): CallView => ({
  id,
  at,
  from: "Extension",
  to: "Engage",
  kind: "REST",
  method: "GET",
  path: "/",
  summary: "",
  marks: [],
});

const toLog = (id: string, at: number): LogView => ({ id, at, level: "error", from: "Hub", text: "" });

const toNode = (id: string, branches: Record<string, FlowNodeView[]> = {}): FlowNodeView => ({
  id,
  type: "say",
  isExtension: false,
  label: id,
  detail: "",
  config: {},
  branches: Object.entries(branches).map(([name, nodes]) => ({ name, label: name, nodes })),
});

describe("The timeline", () => {
  const executions = [toExecution("e1", 10), toExecution("e2", 30)];
  const calls = [toCall("c1", 10), toCall("c2", 20)];
  const logs = [toLog("l1", 10)];

  test("has the newest first, and what was caused above its cause", () => {
    const keys = mergeTimeline({ executions, calls, logs }, "all").map(({ key }) => key);
    expect(keys).toEqual(["execution-e2", "call-c2", "log-l1", "call-c1", "execution-e1"]);
  });

  test.each([
    ["executions", ["execution-e2", "execution-e1"]],
    ["http", ["call-c2", "call-c1"]],
    ["logs", ["log-l1"]],
  ] as const)("shows only %s on demand", (filter, expected) => {
    expect(mergeTimeline({ executions, calls, logs }, filter).map(({ key }) => key)).toEqual(expected);
  });

  test("stays short", () => {
    const many = Array.from({ length: 400 }, (_, index) => toCall(`c${index}`, index));
    const rows = mergeTimeline({ executions: [], calls: many, logs: [] }, "all");
    expect(rows).toHaveLength(150);
    expect(rows[0]?.key).toBe("call-c399");
  });
});

describe("The execution that the diagram shows", () => {
  const executions = [toExecution("old", 1), toExecution("latest", 5), toExecution("work", 9, { route: "work" })];

  test.each([
    ["the latest of a customer", { withWork: false }, "latest"],
    ["the latest of all", { withWork: true }, "work"],
    ["the one that was chosen", { withWork: false, executionId: "old" }, "old"],
    ["the latest when the chosen one is forgotten", { withWork: false, executionId: "gone" }, "latest"],
  ])("is %s", (_, wanted, expected) => {
    expect(findShownExecution(executions, wanted)?.id).toBe(expected);
  });

  test("is none of the hub's own unless they are wanted, and none at the start", () => {
    expect(findShownExecution(executions.slice(2), { withWork: false })).toBeUndefined();
    expect(findShownExecution([], { withWork: false })).toBeUndefined();
  });
});

describe("The lit path", () => {
  const node = toNode("check", { yes: [toNode("a")], no: [toNode("b")] });
  const [yes, no] = node.branches;

  test("takes the branch of the exit, although a goto ran a node of the other", () => {
    const path = toLitPath(toExecution("e", 1, { steps: [toStep("check", { exit: "no" }), toStep("a")] }));
    expect([yes, no].map((branch) => branch && isTakenBranch(node, branch, path))).toEqual([false, true]);
  });

  test("takes the branch that ran where a node has no exit, and none of a node that did not run", () => {
    const path = toLitPath(toExecution("e", 1, { steps: [toStep("check"), toStep("b")] }));
    expect([yes, no].map((branch) => branch && isTakenBranch(node, branch, path))).toEqual([false, true]);
    expect(yes && isTakenBranch(node, yes, toLitPath(undefined))).toBe(false);
  });

  test("leads to what was said or decided last, and not to the Stop behind it", () => {
    const decided = toStep("if", { type: "if", exit: "else" });
    const stop = toStep("stop", { type: "stop" });
    expect(findTellingStep({ steps: [decided, toStep("say"), stop] })?.nodeId).toBe("say");
    expect(findTellingStep({ steps: [toStep("say"), decided, stop] })?.nodeId).toBe("if");
    expect(findTellingStep({ steps: [stop] })?.nodeId).toBe("stop");
    expect(findTellingStep({ steps: [] })).toBeUndefined();
  });

  test("knows a node's last visit, in its own run and in others", () => {
    const early = toExecution("early", 1, { steps: [toStep("a", { ms: 1 }), toStep("a", { ms: 2 })] });
    const late = toExecution("late", 2, { steps: [toStep("b", { ms: 3 })] });
    expect(toLitPath(early).get("a")?.ms).toBe(2);
    expect(findLastStep("a", [early, late])?.ms).toBe(2);
    expect(findLastStep("b", [early, late])?.ms).toBe(3);
    expect(findLastStep("c", [early, late])).toBeUndefined();
  });
});

describe("The runs of a conversation", () => {
  const runs = Array.from({ length: 9 }, (_, index) =>
    toExecution(`e${index}`, index, { trigger: `Customer: ${index}` }),
  );
  const handover = toExecution("handover", -1, { steps: [toStep("h", { type: "handoverToRingCentral" })] });
  const other = toExecution("other", 5, { sessionId: "another" });

  test("are the latest ones of its session, and the one with the handover", () => {
    const found = runsOf(runs[8], [other, handover, ...runs]);
    expect(found.map(({ label }) => label)).toEqual(["Handover", "3", "4", "5", "6", "7", "8"]);
  });

  test("have the one that is shown among them", () => {
    expect(runsOf(runs[0], runs).map(({ execution: { id } }) => id)).toEqual([
      "e0",
      "e3",
      "e4",
      "e5",
      "e6",
      "e7",
      "e8",
    ]);
    expect(runsOf(undefined, runs)).toEqual([]);
  });

  test("are named by what began them", () => {
    const named = [
      "Customer: Hello: you",
      "Handover: active",
      "Handover: completed",
      "Handover: new one",
      "Work of the hub: deliver",
    ];
    const found = named.map((trigger) => runsOf(toExecution("e", 1, { trigger }), [toExecution("e", 1, { trigger })]));
    expect(found.flat().map(({ label }) => label)).toEqual([
      "Hello: you",
      "Agent joined",
      "Handover ended",
      "new one",
      "Work of the hub: deliver",
    ]);
  });
});

describe("What a node did", () => {
  const logs = [
    { level: "debug", message: "RingCentral Engage GET /1.0/agents 200 12 ms (attempt 1)" },
    { level: "debug", message: "RingCentral Engage POST /realtime/x ECONNRESET 3 ms (attempt 2)" },
    { level: "error", message: "RingCentral Engage handoverToRingCentral: network: No connection" },
  ];

  test("is its calls, apart from what else it logged", () => {
    expect(toNodeCalls({ logs })).toEqual([
      { method: "GET", path: "/1.0/agents", outcome: "200 12 ms" },
      { method: "POST", path: "/realtime/x", outcome: "ECONNRESET 3 ms (attempt 2)" },
    ]);
    expect(toOtherLogs({ logs })).toEqual(logs.slice(2));
  });

  test("is its error with the hint, where its result has one", () => {
    const error = { code: "network", message: "No connection", hint: "Check the firewall." };
    expect(findNodeError({ wrote: { "input.a": { status: "ok" }, "input.b": { error } } })).toEqual(error);
    expect(findNodeError({ wrote: { "input.a": { status: "ok" } } })).toBeUndefined();
  });
});

test.each([
  [{ exit: "onHandoverError" }, true],
  [{ exit: "onMessageUndelivered" }, true],
  [{ error: "timeout" }, true],
  [{ exit: "onHandedOver" }, false],
  [{}, false],
])("A step with %j has failed: %s", (step, expected) => {
  expect(hasFailed(toStep("a", step))).toBe(expected);
});

describe("Why a node took its exit", () => {
  it.each([
    [
      { tested: { what: "input.data.handover" }, exit: "else", exitLabel: "Else" },
      "input.data.handover is missing → Else",
    ],
    [
      { tested: { what: "context.mode", value: '"ai"' }, exit: "then", exitLabel: "Then" },
      'context.mode is "ai" → Then',
    ],
    [{ tested: { what: "input.text", value: '"hi"' } }, 'input.text is "hi" → continues'],
    [{ exit: "onQueued" }, undefined],
  ])("is said by the value that was compared: %j", (step, words) => {
    expect(describeDecision(toStep("node", step))).toBe(words);
  });
});

describe("The diagram", () => {
  test("folds what did not run, with all that hangs on it", () => {
    const nodes = [toNode("a"), toNode("b", { x: [toNode("c"), toNode("d")] }), toNode("e"), toNode("f")];
    const parts = foldIdle(nodes, (id) => id === "e");
    expect(parts.map((part) => (part.kind === "node" ? part.node.id : part.count))).toEqual([4, "e", 1]);
  });

  test("puts short branches beside each other, and no others", () => {
    expect(areSideBySide(toNode("n", { a: [toNode("1")], b: [toNode("2"), toNode("3")] }))).toBe(true);
    expect(areSideBySide(toNode("n", { a: [toNode("1")] }))).toBe(false);
    expect(areSideBySide(toNode("n", { a: [toNode("1")], b: [toNode("2", { c: [toNode("3")] })] }))).toBe(false);
  });

  test("finds a node in the depth", () => {
    const nodes = [toNode("a", { x: [toNode("b", { y: [toNode("c")] })] })];
    expect(findFlowNode(nodes, "c")?.id).toBe("c");
    expect(findFlowNode(nodes, "d")).toBeUndefined();
  });
});

test.each([
  [undefined, "running", "…"],
  [200, "good", "200"],
  [409, "refused", "409"],
  [503, "failed", "503"],
  [0, "failed", "no answer"],
])("A call with status %s is %s", (status, colour, text) => {
  const call = status === undefined ? {} : { status };
  expect([toCallColour(call), toStatusText(call)]).toEqual([colour, text]);
});

describe("JSON in colours", () => {
  test("names what each piece is, and loses nothing", () => {
    const text = toJsonText({ id: 'a "quoted" one', count: -1.5, ok: true, none: null });
    const tokens = toJsonTokens(text);
    expect(tokens.map((token) => token.text).join("")).toBe(text);
    expect(tokens.filter(({ kind }) => kind !== "plain").map(({ kind, text: part }) => [kind, part])).toEqual([
      ["key", '"id"'],
      ["string", '"a \\"quoted\\" one"'],
      ["key", '"count"'],
      ["number", "-1.5"],
      ["key", '"ok"'],
      ["word", "true"],
      ["key", '"none"'],
      ["word", "null"],
    ]);
  });

  test("leaves texts as they are, and cuts what nobody reads", () => {
    expect(toJsonText("plain <b>text</b>")).toBe("plain <b>text</b>");
    expect(toJsonText("x".repeat(50_000))).toHaveLength(40_008);
  });
});

test("Runs of the same kind have numbers", () => {
  const trigger = "Handover: queue";
  const runs = [toExecution("a", 1, { trigger }), toExecution("b", 2, { trigger })];
  const said = [toExecution("c", 1, { trigger: "Customer: Hi" }), toExecution("d", 2, { trigger: "Customer: Hi" })];
  expect(runsOf(said[0], said).map(({ label }) => label)).toEqual(["Hi", "Hi 2"]);
  expect(runsOf(runs[0], runs).map(({ label }) => label)).toEqual(["Queue update 1", "Queue update 2"]);
});

test.each([
  [65, "1:05"],
  [7_500, "2 h 5 min"],
  [116_324, "1 d 8 h"],
])("A wait of %d s reads %s", (seconds, words) => {
  expect(formatWait(seconds)).toBe(words);
});

/** What the page shows of messages that didn't arrive, and of the log lines that say why. */
import type { ChatMessage, ExecutionView } from "../../../sandbox/app/view";
import { findLostMessages, toLostBySession } from "../../../sandbox/app/views/findLostMessages";
import { findLostOutputs } from "../../../sandbox/app/views/findLostOutputs";
import { findUnheardMessages } from "../../../sandbox/app/views/findUnheardMessages";
import { markLostMessages } from "../../../sandbox/app/views/markLostMessages";
import { markLostOutputs } from "../../../sandbox/app/views/markLostOutputs";
import { toLogView } from "../../../sandbox/app/views/toLogView";
import { withLostOutputs } from "../../../sandbox/app/views/withLostOutputs";
import type { LogEntry, OutgoingCall } from "../../../sandbox/cognigy/startCognigy";
import type { Delivery } from "../../../sandbox/engage/startEngage";

const toCall = (change: Partial<OutgoingCall>): OutgoingCall => ({
  endpoint: "hub",
  handler: "handleOutput",
  method: "POST",
  url: "http://127.0.0.1:1/1.0/contents",
  headers: {},
  body: { in_reply_to_id: "c1", body: "Hello\n1. Yes" },
  startedAt: 10,
  ms: 5,
  ...change,
});

const toDelivery = (change: Partial<Delivery>): Delivery => ({
  webhookId: "w",
  url: "http://127.0.0.1:1/hub",
  startedAt: 1,
  headers: {},
  attempt: 1,
  requestId: "r",
  isDuplicate: false,
  events: [{ type: "content.imported", id: "e", issued_at: "", resource: { type: "content", id: "c1", metadata: {} } }],
  status: 200,
  responseText: "",
  failure: undefined,
  ms: 1,
  ...change,
});

const toExecution = (id: string, startedAt: number, texts: readonly string[]): ExecutionView => ({
  id,
  endpoint: "hub",
  route: "channel",
  userId: "u",
  sessionId: "t1",
  startedAt,
  trigger: "",
  input: {},
  steps: [],
  outputs: texts.map((text) => ({ text, data: {} })),
  limits: {
    apiCalls: { used: 0, limit: 1 },
    largestArgumentBytes: { used: 0, limit: 1 },
    nodeMs: { used: 0, limit: 1 },
  },
});

describe("An output of the bot on Engage's channel", () => {
  const find = (call: Partial<OutgoingCall>) =>
    findLostOutputs([toCall(call)], (id) => (id === "c1" ? "t1" : undefined));

  it.each([
    ["Engage answered with an error", { status: 500, error: "500" }, "Engage answered 500"],
    ["there was no answer", { error: "ECONNRESET" }, "Engage didn't answer"],
  ])("is lost when %s", (_name, call, reason) => {
    expect(find(call)).toEqual([{ at: 10, threadId: "t1", answers: "c1", text: "Hello\n1. Yes", reason }]);
  });

  it.each([
    ["arrived", { status: 200 }],
    ["is on its way", {}],
    ["was a call for something else", { status: 500, url: "http://127.0.0.1:1/1.0/threads" }],
  ])("is not lost when it %s", (_name, call) => {
    expect(find(call)).toEqual([]);
  });

  it("is marked in the latest run that said so, once", () => {
    const runs = [toExecution("first", 1, ["Hello"]), toExecution("second", 5, ["Bye", "Hello", "Hello"])];
    const lost = [{ at: 10, threadId: "t1", answers: "c1", text: "Hello\n1. Yes", reason: "Engage answered 500" }];
    const marks = markLostOutputs(runs, lost).map(({ outputs }) => outputs.map((output) => output.lost));
    expect(marks).toEqual([[undefined], [undefined, "Engage answered 500", undefined]]);
  });
});

describe("An answer of the bot that got lost is shown in the chat", () => {
  const toMessage = (id: string, at: number, from: ChatMessage["from"]): ChatMessage => ({
    id,
    at,
    from,
    name: "",
    text: id,
    attachments: [],
  });
  const lost = { threadId: "t1", reason: "Engage answered 500" };
  const show = (...args: Parameters<typeof withLostOutputs>) => withLostOutputs(...args).map(({ text }) => text);

  it("before the next question, though Engage gives both the same second", () => {
    const messages = [
      toMessage("Hello", 1000, "customer"),
      toMessage("Again", 1000, "customer"),
      toMessage("Yes?", 1000, "bot"),
    ];
    expect(show(messages, [{ ...lost, answers: "Hello", at: 1400, text: "Welcome" }])).toEqual([
      "Hello",
      "Welcome",
      "Again",
      "Yes?",
    ]);
  });

  it("after what the bot said before it, and in the order of several", () => {
    const messages = [
      toMessage("Hello", 1000, "customer"),
      toMessage("One", 1000, "bot"),
      toMessage("Four", 3000, "bot"),
    ];
    const two = { ...lost, answers: "Hello", at: 1400, text: "Two" };
    const three = { ...lost, answers: "Hello", at: 1500, text: "Three" };
    expect(show(messages, [two, three])).toEqual(["Hello", "One", "Two", "Three", "Four"]);
  });

  it("by its time, where the bot says it long after the next question", () => {
    const messages = [toMessage("Hello", 1000, "customer"), toMessage("Again", 5000, "customer")];
    const late = { ...lost, answers: "Hello", at: 8000, text: "You are back with me" };
    expect(show(messages, [late])).toEqual(["Hello", "Again", "You are back with me"]);
  });

  it("by its time, once the message it answers isn't shown any more", () => {
    const messages = [toMessage("Earlier", 1000, "customer"), toMessage("Later", 3000, "customer")];
    expect(show(messages, [{ ...lost, answers: "Hello", at: 2400, text: "Welcome" }])).toEqual([
      "Earlier",
      "Welcome",
      "Later",
    ]);
  });
});

describe("A customer's message on Engage's channel", () => {
  it.each([
    ["the hub rejected it", [{ status: 401, failure: "401" }], "the hub answered 401"],
    ["the hub didn't answer", [{ status: undefined, failure: "reset" }], "the hub didn't answer"],
    ["a second try arrived", [{ status: 401, failure: "401" }, {}], undefined],
    ["it is on its way", [{ status: undefined, ms: undefined }], undefined],
  ])("when %s", (_name, deliveries, reason) => {
    expect(findUnheardMessages(deliveries.map(toDelivery)).get("c1")).toBe(reason);
  });
});

describe("A customer's message from Webchat to an agent", () => {
  const toRun = (undelivered: unknown) => ({
    inputId: "run",
    sessionId: "s1",
    startedAt: 20,
    inputAtStart: { text: "", data: { handover: { status: "error", undelivered } } },
  });
  const toRelayCall = (change: Partial<OutgoingCall>): OutgoingCall =>
    toCall({
      endpoint: "webchat",
      handler: "handleInput",
      url: "http://127.0.0.1:1/realtime/x",
      body: { action: "messages.create", params: { id: "m1" } },
      ...change,
    });
  const run = toRun({ id: "m1", text: "Where is it?" });

  it.each([
    ["Engage answered with an error", [toRelayCall({ status: 500 })], "Engage answered 500"],
    ["there was no answer", [toRelayCall({ error: "ECONNRESET" })], "Engage didn't answer"],
    [
      "it arrives later",
      [toRelayCall({ status: 503 }), toRelayCall({ status: 200, startedAt: 30 })],
      "Engage answered 503",
    ],
  ])("is lost when %s", (_name, calls, reason) => {
    const lost = findLostMessages([run], calls);
    expect(lost).toEqual([{ executionId: "run", sessionId: "s1", at: 20, text: "Where is it?", reason }]);
    expect(toLostBySession(lost)).toEqual({ s1: [{ at: 20, text: "Where is it?", reason }] });
    const marked = markLostMessages([toExecution("run", 20, []), toExecution("other", 21, [])], lost);
    expect(marked.map(({ lostMessage }) => lostMessage)).toEqual([reason, undefined]);
  });

  it("isn't lost when the Flow hears other news", () => {
    expect(findLostMessages([toRun(undefined)], [])).toEqual([]);
  });
});

describe("A log line", () => {
  const read = (message: string, change: Partial<LogEntry> = {}) =>
    toLogView({ at: 1, level: "error", message, endpoint: "hub", origin: "transformer", ...change });

  it("of a transformer is explained by its code", () => {
    expect(read("engage-hub: webhook_secret_wrong: a delivery was rejected")).toMatchObject({
      from: "Hub",
      code: "webhook_secret_wrong",
      text: "a delivery was rejected",
      explanation: { remedy: "Compare the secret in webhook and hub", page: "docs/reference/log-codes.md" },
    });
  });

  it("of a node is explained by its error's code", () => {
    const line = "RingCentral Engage handoverToRingCentral: rate_limited: Too many requests";
    expect(read(line, { origin: "flow" })).toMatchObject({
      from: "Flow",
      code: "rate_limited",
      explanation: { meaning: "More than 500 requests a minute", page: "docs/reference/error-codes.md" },
    });
  });

  it("with an unknown code, or none, is shown as it is", () => {
    expect(read("engage-relay: unheard_of: text", { endpoint: "webchat" })).toEqual({
      at: 1,
      level: "error",
      from: "Relay",
      text: "engage-relay: unheard_of: text",
    });
  });
});

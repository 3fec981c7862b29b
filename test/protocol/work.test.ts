import { toContextData } from "../../src/core/contextData";
import { writeOpeningContext } from "../../src/protocol/openingContext";
import { fitWork, MAX_WORK_BYTES, toSlimItem, type WorkItem } from "../../src/protocol/work";

const session = { userId: "u", sessionId: "s", URLToken: "t" };
const agentMessage = (text: string): WorkItem & { kind: "agentMessage" } => ({
  kind: "agentMessage",
  session,
  threadRef: "ref",
  id: "agent-c1",
  text,
  contentId: "c1",
  agentName: "Ana",
  agentId: "a",
  attachments: [],
});
const customerMessage = (text: string, data: Record<string, unknown> = {}): WorkItem & { kind: "customerMessage" } => ({
  kind: "customerMessage",
  userId: "u",
  sessionId: "s",
  id: "e1",
  text,
  contentId: "c1",
  data,
});

test("What can be read again by its id goes without its text", () => {
  const { text: _, ...agents } = agentMessage("Hi");
  expect(toSlimItem(agentMessage("Hi"))).toStrictEqual(agents);
  const { text: __, ...customers } = customerMessage("Hi", { engage: {} });
  expect(toSlimItem(customerMessage("Hi", { engage: {} }))).toStrictEqual(customers);
});

test("A structured reply keeps its payload, which is in the event only", () => {
  const reply = customerMessage("p".repeat(1_001), { engage: {}, structuredReply: { payload: "p" } });
  expect(toSlimItem(reply)).toStrictEqual(customerMessage(`${"p".repeat(999)}…`, { engage: {} }));
  const { text: _, ...silent } = reply;
  expect(toSlimItem(silent)).toMatchObject({ text: "" });
});

test("What carries no text stays as it is", () => {
  const item: WorkItem = {
    kind: "queue",
    session,
    threadRef: "ref",
    id: "q",
    position: 1,
    estimatedWaitTime: null,
  };
  expect(toSlimItem(item)).toBe(item);
});

describe("Work goes whole while Cognigy takes it", () => {
  const empty = Buffer.byteLength(JSON.stringify([agentMessage("")]));
  const room = MAX_WORK_BYTES - empty;
  test.each<[string, string, boolean]>([
    ["as much as fits", "x".repeat(room), true],
    ["one byte more", "x".repeat(room + 1), false],
    ["fewer characters of more bytes", "é".repeat(room - 1), false],
  ])("%s", (_, text, isWhole) => {
    const items = [agentMessage(text)];
    expect(fitWork(items)).toEqual(isWhole ? items : items.map(toSlimItem));
  });

  test("40 KB, for the session's own members need the rest of 62 KB", () => expect(MAX_WORK_BYTES).toBe(40_960));
});

test("The key of a handover's categories is a legal key of context data", () => {
  expect(toContextData(writeOpeningContext(["a"]))).toEqual({ "handover-categories": ["a"] });
});

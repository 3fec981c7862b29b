import { eventBody, messageBody, parsed } from "../../../harness/events";
import { parseEvents } from "../../../src/core/inbound/engageEvent";

test("A content event", () => {
  const event = parsed(messageBody({ intervention_id: "i1" }, { id: "e1", user_id: "u1", resource: { id: "c1" } }));
  expect(event).toMatchObject({
    id: "e1",
    type: "content.imported",
    issuedAtMs: Date.UTC(2026, 0, 1, 10),
    userId: "u1",
    resourceId: "c1",
    threadId: "thread-1",
    sourceId: "source-1",
    identityId: "identity-1",
    interventionId: "i1",
    categoryIds: ["bot-category"],
  });
});

test("An intervention event is about the resource itself, and its customer has another name", () => {
  const event = parsed(
    eventBody("intervention.closed", { identity_id: "p", thread_id: "t" }, { resource: { id: "i9" } }),
  );
  expect(event).toMatchObject({ interventionId: "i9", identityId: "p", categoryIds: [] });
});

test("A resource without a type is of none", () => {
  expect(parsed(messageBody({}, { resource: { type: null } })).resourceType).toBe("");
});

test("A task event tells no categories", () => {
  expect(parsed(eventBody("task.created", { category_ids: ["x"] })).categoryIds).toBeUndefined();
});

test.each([
  ["null", null],
  ["missing", undefined],
  ["an empty list", []],
  ["a text", "bot-category"],
])("Categories that are %s are none", (_, value) => {
  expect(parsed(messageBody({ category_ids: value })).categoryIds).toEqual([]);
});

test.each<[string, unknown]>([
  ["with a slash", "a/b"],
  ["with a line break", "a\r\nX-Injected: 1"],
  ["with 129 characters", "x".repeat(129)],
  ["that is empty", ""],
  ["that is an object", { $gt: "" }],
])("An id %s is none", (_, value) => {
  expect(parsed(messageBody({ thread_id: value })).threadId).toBeUndefined();
});

test("Numbers as ids are texts", () => expect(parsed(messageBody({ thread_id: 12 })).threadId).toBe("12"));

test.each([
  ["missing", undefined],
  ["no date", "yesterday"],
  ["a number", 5],
])("A time that is %s is 0", (_, issued_at) => expect(parsed(messageBody({}, { issued_at })).issuedAtMs).toBe(0));

test.each<[string, unknown]>([
  ["no id", { id: undefined }],
  ["no type", { type: null }],
  ["no resource", { resource: undefined }],
  ["no metadata", { resource: { id: "c1", type: "content" } }],
])("An event with %s is counted as unreadable", (_, change) => {
  const broken = { ...messageBody(), ...Object(change) };
  expect(parseEvents({ events: [broken, messageBody()] })).toMatchObject({ unreadable: 1, events: [{}] });
});

test.each([undefined, null, "x", 5, [], {}, { events: "x" }, { events: [null, 1, "a", []] }])(
  "%p holds no events",
  (body) => expect(parseEvents(body)).toEqual({ events: [], unreadable: 0 }),
);

import { AGENT, BOT, messageBody, PAIR, parsed } from "../../../harness/events";
import {
  decideMessage,
  type MessageRules,
  toCapabilities,
  toEngageData,
  toFileReferences,
  toMessageText,
} from "../../../src/core/inbound/customerMessage";

const RULES: MessageRules = { ...PAIR, ownIdentityIds: ["puppet"], onlyBotCategory: true };
const decide = (metadata: Record<string, unknown>, rules: Partial<MessageRules> = {}, event = {}) => {
  const decision = decideMessage(parsed(messageBody(metadata, event)), { ...RULES, ...rules });
  return decision.forFlow ? "flow" : decision.reason;
};

describe("Which imports are a customer's message", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["new", { status: "new" }, "flow"],
    ["assigned, with an intervention or without", { status: "assigned", intervention_id: null }, "flow"],
    ["a reply of the brand", { status: "user_reply" }, "brand_status"],
    ["started by the brand", { status: "user_initiated" }, "brand_status"],
    ["written by a user of Engage", { creator_id: "u1" }, "written_by_user"],
    ["written by a user with a number", { creator_id: 7 }, "written_by_user"],
    ["written by a user with an id of another form", { creator_id: "a b" }, "written_by_user"],
    ["with an empty creator", { creator_id: "" }, "flow"],
    ["with an untold creator", { creator_id: undefined }, "flow"],
    ["by an identity of ours", { author_id: "puppet" }, "own_identity"],
    ["made in the console", { created_from: "interface" }, "not_from_the_source"],
    ["of untold origin", { created_from: null }, "flow"],
    ["ignored", { status: "ignored" }, "status"],
    ["an ignored answer of a form", { status: "ignored", structured_reply: { payload: "x" } }, "flow"],
    ["already replied", { status: "replied" }, "status"],
    ["forwarded", { status: "forwarded" }, "status"],
    ["of untold status", { status: null }, "flow"],
    ["with agents", { category_ids: [AGENT] }, "with_agents"],
    ["with agents, and still with the Bot category", { category_ids: [BOT, AGENT] }, "with_agents"],
    ["without the Bot category", { category_ids: ["other"] }, "with_agents"],
    ["without any category", { category_ids: [] }, "not_bot_category"],
    ["without categories", { category_ids: null }, "not_bot_category"],
    ["empty", { body: "" }, "empty"],
    ["null", { body: null }, "empty"],
    ["of spaces", { body: " \n" }, "empty"],
    ["HTML without text", { body: "<p><br></p>", body_input_format: "html" }, "empty"],
    ["empty with a file", { body: null, has_attachment: true }, "flow"],
    ["empty with a file, told as text", { body: null, has_attachment: "true" }, "flow"],
    ["a shared location", { body: null, location: { latitude: 52.52, longitude: 13.4 } }, "flow"],
    ["half a location", { body: null, location: { latitude: 52.52 } }, "empty"],
    [
      "a location while agents have it",
      { body: null, location: { latitude: 0, longitude: 0 }, category_ids: [AGENT] },
      "with_agents",
    ],
    ["empty with a structured reply", { body: "", structured_reply: { payload: "x" } }, "flow"],
    ["without an author", { author_id: null }, "incomplete"],
    ["without a thread", { thread_id: undefined }, "incomplete"],
  ])("%s", (_, metadata, expected) => expect(decide(metadata)).toBe(expected));

  test("without an id it is incomplete", () => {
    expect(decide({}, {}, { resource: { id: null } })).toBe("incomplete");
  });

  test("The brand's status weighs more than everything below it", () => {
    expect(decide({ status: "user_reply", structured_reply: { payload: "x" }, creator_id: "u" })).toBe("brand_status");
  });

  test("Without the Bot category where that is allowed, but never with the Agent category", () => {
    expect(decide({ category_ids: [] }, { onlyBotCategory: false })).toBe("flow");
    expect(decide({ category_ids: [AGENT] }, { onlyBotCategory: false })).toBe("with_agents");
    // A category of another team, which a Handover node chose.
    expect(decide({ category_ids: ["sales"] }, { onlyBotCategory: false })).toBe("with_agents");
  });
});

describe("What it says", () => {
  test.each<[string, Record<string, unknown>, object]>([
    ["text stays as it is", { body: "a <b>\nc" }, { text: "a <b>\nc", isTruncated: false }],
    ["HTML becomes text", { body: "<p>a<br>b &amp; c</p>", body_input_format: "html" }, { text: "a\nb & c" }],
    ["no body is no text", { body: null }, { text: "" }],
    [
      "a structured reply says its payload, and has both",
      { body: "Yes", structured_reply: { payload: "YES_1" } },
      { text: "YES_1", structuredReply: { title: "Yes", payload: "YES_1" } },
    ],
    [
      "an empty payload leaves the title",
      { body: "Yes", structured_reply: { payload: "" } },
      { text: "Yes", structuredReply: { title: "Yes", payload: "" } },
    ],
    ["a form's answer has no payload", { body: "Form", structured_reply: { responses: [] } }, { text: "Form" }],
    ["10,000 characters stay", { body: "x".repeat(10_000) }, { text: "x".repeat(10_000), isTruncated: false }],
    ["10,001 are cut and marked", { body: "x".repeat(10_001) }, { text: `${"x".repeat(9_999)}…`, isTruncated: true }],
    [
      "so is HTML of which the rest was not read",
      { body: `a${"<b></b>".repeat(10_000)}z`, body_input_format: "html" },
      { text: "a", isTruncated: true },
    ],
    [
      "a tag that was read in part is no text",
      { body: `beginning${"<b></b>".repeat(10_000)}`, body_input_format: "html" },
      { text: "beginning", isTruncated: true },
    ],
    [
      "a comparison at the end stays",
      { body: "1 <b>&lt;</b> 2, I <3 you", body_input_format: "html" },
      { text: "1 < 2, I <3 you" },
    ],
    [
      "a payload is whole, however long the body beside it",
      { body: "x".repeat(50_001), structured_reply: { payload: "YES_1" } },
      { text: "YES_1", isTruncated: false },
    ],
  ])("%s", (_, metadata, expected) => expect(toMessageText(metadata)).toMatchObject(expected));

  test.each<[string, Record<string, unknown>, string, object | undefined]>([
    [
      "numbers",
      { location: { latitude: 52.52, longitude: -13.405 } },
      "52.52, -13.405",
      { latitude: 52.52, longitude: -13.405 },
    ],
    ["on the equator", { location: { latitude: 0, longitude: 0 } }, "0, 0", { latitude: 0, longitude: 0 }],
    [
      "as texts",
      { location: { latitude: "52.52", longitude: " 13.4 " } },
      "52.52, 13.4",
      { latitude: 52.52, longitude: 13.4 },
    ],
    [
      "beside words",
      { body: "I am here", location: { latitude: 1, longitude: 2 } },
      "I am here",
      { latitude: 1, longitude: 2 },
    ],
    [
      "beside empty HTML",
      { body: "<p></p>", body_input_format: "html", location: { latitude: 1, longitude: 2 } },
      "1, 2",
      { latitude: 1, longitude: 2 },
    ],
    ["of empty texts", { location: { latitude: "", longitude: " " } }, "", undefined],
    ["of words", { location: { latitude: "north", longitude: "1" } }, "", undefined],
    ["of no numbers", { location: { latitude: null, longitude: [1] } }, "", undefined],
    ["as a list", { location: [1, 2] }, "", undefined],
    ["that is null", { location: null }, "", undefined],
  ])("A location %s", (_, metadata, text, location) => {
    const event = parsed(messageBody({ body: null, ...metadata }));
    expect(toMessageText(event.metadata)).toEqual({ text, isTruncated: false });
    expect(toEngageData(event, false).location).toEqual(location);
  });

  test("A cut does not leave half a character", () => {
    const { text } = toMessageText({ body: `${"x".repeat(9_998)}😀😀` });
    expect(!/\p{Surrogate}/u.test(text)).toBe(true);
    expect(text.length).toBeLessThanOrEqual(10_000);
  });
});

test("What the Flow learns about the conversation", () => {
  const event = parsed(
    messageBody(
      { private: "true", language: "de", first_in_thread: 1, structured_content_supported: true },
      { id: "e1", resource: { id: "c1", type: "whats_app/message" } },
    ),
  );
  expect(toEngageData(event, true)).toEqual({
    route: "channel",
    threadId: "thread-1",
    contentId: "c1",
    identityId: "identity-1",
    sourceId: "source-1",
    sourceType: "whats_app",
    resourceType: "whats_app/message",
    interventionId: null,
    categoryIds: [BOT],
    private: true,
    language: "de",
    firstInThread: true,
    structuredContent: ["template", "list"],
    truncated: true,
    event: { id: "e1", type: "content.imported", issuedAt: event.issuedAtMs },
  });
  expect(toEngageData(event, false)).not.toHaveProperty("truncated");
  expect(toEngageData(parsed(messageBody({}, { type: "task.created" })), false)).toMatchObject({ categoryIds: [] });
});

test.each(["intervention.closed", "task.taken", "content.thread_closed", "content.replied"])(
  "%s names no message of the customer that could be answered",
  (type) => {
    const event = parsed(messageBody({}, { type, resource: { id: "x1", type: "x" } }));
    expect(toEngageData(event, false)).toMatchObject({ contentId: null });
  },
);

test.each<[metadata: object, shown: string[], type?: string]>([
  [{ capabilities_supported: ["list"], structured_content_supported: true }, ["list"]],
  [{ structured_content_supported: "true" }, ["select", "rich_link", "template", "carousel"]],
  [{ structured_content_supported: false }, []],
  [{ structured_content_supported: true, source_type: "whats_app" }, ["template", "list"]],
  [{ source_type: "engage_messaging" }, ["select", "rich_link", "template", "carousel"]],
  [{ type: "whats_app/message" }, ["template", "list"]],
  [{ source_type: "engage_messaging", structured_content_supported: false }, []],
  [
    { source_type: "engage_messaging", structured_content_supported: null },
    ["select", "rich_link", "template", "carousel"],
  ],
  [{ source_type: "viber" }, []],
  [{ source_type: "twitter" }, []],
  [{}, []],
  // Samples name the channel in the message's own type only.
  [{ structured_content_supported: true }, ["template", "list"], "whats_app/message"],
  [{ structured_content_supported: true }, ["select", "rich_link", "template", "carousel"], "message"],
  [{ source_type: "viber" }, [], "whats_app/message"],
])("%p shows %p %p", (metadata, expected, type = "x") => {
  expect(toCapabilities(parsed(messageBody({ ...metadata }, { resource: { id: "c1", type } })))).toEqual(expected);
});

test("What isn't a message names no channel", () => {
  const event = parsed(messageBody({}, { type: "intervention.closed", resource: { id: "i1", type: "intervention" } }));
  expect(toEngageData(event, false)).toMatchObject({ sourceType: null, structuredContent: [] });
});

test.each<[string, Record<string, unknown>, object]>([
  [
    "with all that is known, but no token in its address",
    { id: "f1", url: "https://x.test/f?token=SECRET", filename: "f.pdf", content_type: "application/pdf", size: 5 },
    { id: "f1", url: "https://x.test/f", fileName: "f.pdf", mimeType: "application/pdf", size: 5 },
  ],
  ["of which nothing is known", {}, { id: null, url: null, fileName: null, mimeType: null, size: null }],
  [
    "whose members are of other types",
    { id: {}, url: null, filename: [], content_type: {}, size: "5" },
    { id: null, url: null, fileName: null, mimeType: null, size: null },
  ],
])("A file %s", (_, record, expected) => expect(toFileReferences([record])).toEqual([expected]));

test("Files that Engage's virus scan has marked reach no Flow", () => {
  const files = [
    { id: "bad", virus_signature: "Eicar-Test-Signature" },
    { id: "a", virus_signature: null },
    { id: "b", virus_signature: "" },
    { id: "c" },
  ];
  expect(toFileReferences(files)).toMatchObject([{ id: "a" }, { id: "b" }, { id: "c" }]);
  expect(toFileReferences(Array(25).fill({ id: "x" }))).toHaveLength(20);
});

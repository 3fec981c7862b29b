/** Choices on both routes, there and back, through bundles and tarball only. */
import { startTwoPlatforms, type TwoPlatforms } from "../../harness/twoPlatforms";

const QUICK_REPLIES = [
  { title: "Track it", payload: "TRACK_1" },
  { title: "Größe ändern", payload: "größe ändern" },
];

let platforms: TwoPlatforms;
beforeAll(async () => {
  platforms = await startTwoPlatforms({
    leaps: true,
    before: [
      {
        type: "if",
        condition: { path: "text", equals: "menu" },
        then: [
          {
            type: "say",
            text: "",
            data: { _cognigy: { _default: { _quickReplies: { text: "What next?", quickReplies: QUICK_REPLIES } } } },
          },
          { type: "stop" },
        ],
      },
    ],
  });
});
afterAll(() => platforms.close());

const contents = () => [...platforms.engage.domain.contents.values()];
const errors = () => platforms.cognigy.logs.filter(({ level }) => level === "error");

describe("Route channel", () => {
  const writes = async (body: string, structuredReply?: object) => {
    const { engage, settle } = platforms;
    const { seed, domain } = engage;
    domain.customerWrites({
      sourceId: seed.sources.messaging.id,
      identityId: seed.identities.customer.id,
      threadId: seed.thread.id,
      body,
      ...(structuredReply && { structuredReply }),
    });
    await settle();
  };
  const lastInput = () => platforms.cognigy.executions.at(-1)?.inputAtStart;

  test("quick replies of the Flow are a select in Engage", async () => {
    await writes("menu");
    expect(contents().at(-1)).toMatchObject({
      body: "What next?",
      structured_content: {
        type: "select",
        items: [{ title: "Track it", payload: "TRACK_1" }, { title: "Größe ändern" }],
      },
    });
  });

  test.each([
    ["that was sent along", "Track it", { payload: "TRACK_1" }, "TRACK_1"],
    ["that Engage could not take", "Größe ändern", { payload: "77c0ffee" }, "größe ändern"],
  ])("and a choice is to the Flow as in Webchat: its text is the payload %s", async (_, title, reply, payload) => {
    await writes("menu");
    await writes(title, reply);
    expect(lastInput()).toMatchObject({
      text: payload,
      data: { structuredReply: { title, payload, original: reply } },
    });
    expect(contents().at(-1)?.body).toBe(`Bot: ${payload}`);
    expect(errors()).toEqual([]);
  });
});

test("Route bridge: an agent's select is quick replies in Webchat, and the click is the agent's answer", async () => {
  const { engage, settle, webchat } = platforms;
  const { seed, domain } = engage;
  const customer = webchat.connect("user-1", "session-1");
  const writes = async (text: string) => {
    customer.send({ text });
    await settle();
  };
  await writes("I want an agent");
  const thread = [...domain.threads.values()].find(({ source_id }) => source_id === seed.sources.sdk.id);
  const structuredContent = {
    type: "select",
    items: [
      { title: "Yes, please", payload: "YES_1" },
      { title: "No", payload: "NO_1" },
    ],
  };
  const offer = domain.agentReplies(thread?.id ?? "", seed.agents.ana.id, "Shall I resend it?", { structuredContent });
  await settle();
  expect(customer.received.at(-1)?.data).toMatchObject({
    _cognigy: {
      _default: {
        _quickReplies: {
          text: "Shall I resend it?",
          quickReplies: [
            { title: "Yes, please", payload: "YES_1" },
            { title: "No", payload: "NO_1" },
          ],
          fallbackText: "Shall I resend it?\n1. Yes, please\n2. No",
        },
      },
    },
  });

  // As Webchat does for a click.
  await writes("YES_1");
  expect(contents().at(-1)).toMatchObject({
    thread_id: thread?.id,
    body: "Yes, please",
    structured_reply: { payload: "YES_1" },
    in_reply_to_id: offer.id,
    status: "assigned",
  });
  await writes("Thank you");
  expect(contents().at(-1)).toMatchObject({ body: "Thank you", structured_reply: null, in_reply_to_id: null });
  expect(errors()).toEqual([]);
});

/** Route `channel`, from the customer's first word to the second handover, through bundles and tarball only. */
import { HTTP_READINGS } from "../../harness/httpReadings";
import { startTwoPlatforms, type TwoPlatforms } from "../../harness/twoPlatforms";

let platforms: TwoPlatforms;
afterEach(() => platforms.close());

const writes = async (body: string) => {
  const { engage, settle } = platforms;
  const { seed } = engage;
  const written = engage.domain.customerWrites({
    sourceId: seed.sources.messaging.id,
    identityId: seed.identities.customer.id,
    threadId: seed.thread.id,
    body,
  });
  await settle();
  return written;
};
/** What stands in the conversation, as the customer sees it. */
const conversation = () =>
  [...platforms.engage.domain.contents.values()]
    .filter(({ thread_id }) => thread_id === platforms.engage.seed.thread.id)
    .map(({ body }) => body);

test.each(HTTP_READINGS)(
  "A whole conversation: bot, handover, agent, return, second handover; $name",
  async ({ options }) => {
    platforms = await startTwoPlatforms({ leaps: true, hubConfig: { sendActiveEvent: true }, cognigy: options });
    const { engage, settle, cognigy } = platforms;
    const { seed, domain } = engage;
    await writes("Hello, 日本 & Grüße");
    await writes("I want an agent");
    expect(seed.thread.thread_category_ids).toEqual([seed.categories.agent.id]);

    const task = [...domain.tasks.values()].find(
      ({ thread_id, queue }) => thread_id === seed.thread.id && queue !== "history",
    );
    domain.agentTakes(task?.id ?? "", seed.agents.ana.id);
    await settle();
    const reply = domain.agentReplies(seed.thread.id, seed.agents.ana.id, "Ana here");
    await settle();
    await writes("Where is it?");
    domain.agentCloses(reply.intervention_id ?? "", seed.agents.ana.id);
    await settle();
    expect(seed.thread.thread_category_ids).toEqual([seed.categories.bot.id]);

    await writes("Thanks");
    await writes("agent again please");
    expect(seed.thread.thread_category_ids).toEqual([seed.categories.agent.id]);
    expect(conversation()).toEqual([
      "Where is my parcel?",
      "Hello, 日本 & Grüße",
      "Bot: Hello, 日本 & Grüße",
      "I want an agent",
      "I am connecting you.",
      "An agent is with you now.",
      "Ana here",
      "Where is it?",
      "The agent has left. I am back.",
      "Thanks",
      "Bot: Thanks",
      "agent again please",
      "I am connecting you.",
    ]);
    expect(cognigy.logs.filter(({ level }) => level === "error")).toEqual([]);

    const replies = engage.exchanges.filter(({ method, path }) => method === "POST" && path === "/1.0/contents");
    expect(replies.map(({ rawBody, headers }) => [rawBody, headers["content-type"]])).toContainEqual([
      expect.stringMatching(/^\{"in_reply_to_id":"\w+","body":"Bot: Hello, 日本 & Grüße","private":true\}$/),
      "application/json",
    ]);
  },
);

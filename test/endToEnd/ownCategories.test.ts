/** A Handover node with categories of its own, and agents who put others in their place: in the end the bot alone has it. */
import { openBridge, openChannel } from "../../harness/conversations";
import { startTwoPlatforms, type TwoPlatforms } from "../../harness/twoPlatforms";

const BILLING = "66a00000000000000000b111";

let platforms: TwoPlatforms;
beforeAll(async () => {
  platforms = await startTwoPlatforms({
    leaps: true,
    hubConfig: { sendActiveEvent: true },
    handover: { agentCategory: BILLING, checkAvailability: false },
  });
});
afterAll(() => platforms.close());

describe.each([
  ["channel", openChannel],
  ["bridge", openBridge],
])("Route %s", (route, open) => {
  test.each<[string, string[]]>([
    ["as the node chose them", []],
    ["after an agent has put another in their place", ["sales"]],
    ["after an agent has added another", [BILLING, "sales"]],
  ])("%s", async (what, transferred) => {
    const { cognigy, engage, settle } = platforms;
    const { agents, categories } = engage.seed;
    engage.domain.addCategory({ id: "sales", name: "Sales" });
    const conversation = open(platforms, `${route} ${what}`.replaceAll(" ", "-"));
    const writes = async (text: string) => {
      conversation.write(text);
      await settle();
    };
    await writes("Hello");
    await writes("agent, please");
    const threadId = conversation.threadId() ?? "";
    const categoriesNow = () => engage.domain.threads.get(threadId)?.thread_category_ids;
    expect(categoriesNow()).toEqual([BILLING]);

    if (transferred.length > 0) {
      engage.domain.categorizeThread(threadId, transferred);
      await settle();
    }
    const reply = engage.domain.agentReplies(threadId, agents.ana.id, "Ana here");
    await settle();
    await writes("Where is it?");
    engage.domain.agentCloses(reply.intervention_id ?? "", agents.ana.id);
    await settle();
    expect(categoriesNow()).toEqual([categories.bot.id]);

    // On a channel of Engage the bot's words answer what the customer wrote last.
    const contents = [...engage.domain.contents.values()].filter(({ thread_id }) => thread_id === threadId);
    const last = contents.find(({ body }) => body === "Where is it?");
    const farewell = contents.find(({ body }) => body === "The agent has left. I am back.");
    expect(farewell?.in_reply_to_id).toBe(route === "channel" ? last?.id : undefined);

    await writes("Thanks");
    // When it is told beside the agent's first words is a matter of timing.
    const isStatus = (text: string) => text === "An agent is with you now.";
    expect(conversation.customerReads().some(isStatus)).toBe(route === "bridge");
    // Nobody but Ana has the category, and Engage may say that it finds nobody.
    const isQueue = (text: string) => text.endsWith("in the queue.");
    expect(conversation.customerReads().filter((text) => !isStatus(text) && !isQueue(text))).toEqual([
      "Bot: Hello",
      "I am connecting you.",
      "Ana here",
      "The agent has left. I am back.",
      "Bot: Thanks",
    ]);
    await writes("agent again");
    expect(categoriesNow()).toEqual([BILLING]);
    expect(cognigy.logs.filter(({ level }) => level === "error")).toEqual([]);
  });
});

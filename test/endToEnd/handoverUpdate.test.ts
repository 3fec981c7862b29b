/** The node Handover Update in a bot's Flow, on both routes, through bundles and tarball only. */
import { type PlatformsOptions, startTwoPlatforms, type TwoPlatforms } from "../../harness/twoPlatforms";
import type { FlowNode } from "../../sandbox/cognigy/startCognigy";

let platforms: TwoPlatforms;
afterEach(() => platforms.close());

const EXITS: Record<string, string> = {
  onQueueUpdate: "Queue: number {{input.engageUpdate.position}}",
  onLongWait: "Long wait",
  onNobodyTookIt: "Nobody took it",
  onAgentJoined: "{{input.engageUpdate.agentName}} joined, transfer {{input.engageUpdate.isTransfer}}",
  onHandoverCompleted: "Over: {{input.engageUpdate.ended}} {{input.engageUpdate.agentName}}",
  onHandoverCancelled: "Cancelled: {{input.engageUpdate.ended}}",
  onMessageUndelivered: "Lost: {{input.engageUpdate.undeliveredText}}",
};

/** Behind an If, as the docs say: ordinary messages don't pay for it. */
const updates = (connection: Record<string, string>): FlowNode[] => [
  {
    type: "if",
    condition: { path: "data.handover", exists: true },
    then: [
      {
        type: "extension",
        node: "handoverUpdate",
        config: { connection },
        children: {
          ...Object.fromEntries(
            Object.entries(EXITS).map(([exit, text]): [string, FlowNode[]] => [exit, [{ type: "say", text }]]),
          ),
          onNoHandoverUpdate: [],
        },
      },
      { type: "stop" },
    ],
    else: [],
  },
];

const start = async (options: PlatformsOptions = {}) => {
  platforms = await startTwoPlatforms({
    leaps: true,
    ...options,
    before: updates,
    hubConfig: { sendActiveEvent: true, minQueueIntervalSeconds: 0, ...options.hubConfig },
  });
};
const taskOf = (threadId: string | undefined) =>
  [...platforms.engage.domain.tasks.values()].find(
    ({ thread_id, queue }) => thread_id === threadId && queue !== "history",
  )?.id ?? "";

describe("On route bridge", () => {
  const open = async (options?: PlatformsOptions) => {
    await start(options);
    const customer = platforms.webchat.connect("user-1", "session-1");
    const writes = async (text: string) => {
      customer.send({ text });
      await platforms.settle();
    };
    await writes("I want an agent");
    const thread = [...platforms.engage.domain.threads.values()].find(
      ({ source_id }) => source_id === platforms.engage.seed.sources.sdk.id,
    );
    return { writes, thread, reads: () => customer.received.map(({ text }) => text).filter((text) => text !== "") };
  };

  test("queue, agent by name, and the end with the last agent", async () => {
    const { thread, reads } = await open();
    const { domain, seed } = platforms.engage;
    domain.agentTakes(taskOf(thread?.id), seed.agents.ana.id);
    await platforms.settle();
    const reply = domain.agentReplies(thread?.id ?? "", seed.agents.ana.id, "Hello");
    await platforms.settle();
    domain.agentCloses(reply.intervention_id ?? "", seed.agents.ana.id);
    await platforms.settle();
    const [accepted, ...rest] = reads().filter((text) => !/^Queue/.test(text ?? ""));
    expect(reads()).toContain("Queue: number 1");
    expect(accepted).toBe("I am connecting you.");
    expect(rest).toEqual(["Ana Example joined, transfer false", "Hello", "Over: closedByAgent Ana Example"]);
  });

  test("a wait that is too long is reported with the customer's message, which only the agent gets", async () => {
    const { thread, reads, writes } = await open({ relayConfig: { longestWaitMinutes: 0.00001 } });
    await writes("Hello?");
    await writes("Anybody there?");
    expect(reads().filter((text) => text === "Long wait")).toHaveLength(1);
    expect(reads().some((text) => /Hello\?|Anybody/.test(text ?? ""))).toBe(false);
    const bodies = [...platforms.engage.domain.contents.values()]
      .filter(({ thread_id }) => thread_id === thread?.id)
      .map(({ body }) => body);
    expect(bodies.slice(1)).toEqual(["Hello?", "Anybody there?"]);
  });
});

describe("On route channel", () => {
  const open = async (options?: PlatformsOptions) => {
    await start(options);
    const { seed, domain } = platforms.engage;
    domain.customerWrites({
      sourceId: seed.sources.messaging.id,
      identityId: seed.identities.customer.id,
      threadId: seed.thread.id,
      body: "I want an agent",
    });
    await platforms.settle();
    return () =>
      [...domain.contents.values()].filter(({ thread_id }) => thread_id === seed.thread.id).map(({ body }) => body);
  };

  test("agent by name, and the end with the last agent", async () => {
    const conversation = await open();
    const { domain, seed } = platforms.engage;
    domain.agentTakes(taskOf(seed.thread.id), seed.agents.ana.id);
    await platforms.settle();
    const reply = domain.agentReplies(seed.thread.id, seed.agents.ana.id, "Hello");
    await platforms.settle();
    domain.agentCloses(reply.intervention_id ?? "", seed.agents.ana.id);
    await platforms.settle();
    expect(conversation().slice(2)).toEqual([
      "I am connecting you.",
      "Ana Example joined, transfer false",
      "Hello",
      "Over: closedByAgent Ana Example",
    ]);
  });

  test.each(["bot", "none", "missing"] as const)(
    "the intervention that the bot opens for its briefing is no agent who joins (categories at import: %s)",
    async (importedCategories) => {
      const conversation = await open({
        engage: { rules: { importedCategories } },
        hubConfig: { onlyBotCategory: importedCategories === "bot" },
        handover: { summary: "Wants a refund", checkAvailability: false },
      });
      const { domain, seed } = platforms.engage;
      expect([...domain.interventions.values()]).toMatchObject([{ user_id: seed.users.bot.id }]);
      expect(domain.comments.size).toBe(1);
      domain.agentTakes(taskOf(seed.thread.id), seed.agents.ana.id);
      await platforms.settle();
      expect(conversation().filter((body) => /joined/.test(body ?? ""))).toEqual([
        "Ana Example joined, transfer false",
      ]);
    },
  );
});

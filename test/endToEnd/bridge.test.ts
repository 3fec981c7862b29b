/** Route `bridge`, from the customer's first word to the second handover, through bundles and tarball only. */

import { hmac } from "../../harness/hmac";
import { HTTP_READINGS } from "../../harness/httpReadings";
import { type PlatformsOptions, startTwoPlatforms, type TwoPlatforms } from "../../harness/twoPlatforms";
import type { SocketClient } from "../../sandbox/cognigy/startCognigy";
import { signBody } from "../../src/core/signature";

let platforms: TwoPlatforms;
let customer: SocketClient;
const start = async (options: PlatformsOptions) => {
  platforms = await startTwoPlatforms(options);
  customer = platforms.webchat.connect("user-1", "session-1");
};
afterEach(() => platforms.close());

const writes = async (text: string) => {
  customer.send({ text });
  await platforms.settle();
};
const reads = () => customer.received.map(({ text }) => text);
const bridged = () =>
  [...platforms.engage.domain.threads.values()].find(
    ({ source_id }) => source_id === platforms.engage.seed.sources.sdk.id,
  );
const agentSees = () =>
  [...platforms.engage.domain.contents.values()]
    .filter(({ thread_id }) => thread_id === bridged()?.id)
    .map(({ body }) => body);

test("The customer keeps the name that the handover gave, however many messages follow", async () => {
  await start({ profile: { firstname: "Lee", lastname: "Chan" } });
  await writes("I want an agent");
  await writes("Are you there?");
  await writes("Hello?");
  const identity = [...platforms.engage.domain.identities.values()].find(({ foreign_id }) => foreign_id === "user-1");
  expect(identity).toMatchObject({ screenname: "Lee Chan" });
});

test.each(HTTP_READINGS)(
  "A whole conversation: bot, handover, queue, agent, return, second handover; $name",
  async ({ options }) => {
    await start({ hubConfig: { sendActiveEvent: true, minQueueIntervalSeconds: 0 }, cognigy: options });
    const { engage, settle, cognigy } = platforms;
    const { seed, domain } = engage;
    await writes("Hello");
    await writes("I want an agent");
    const thread = bridged();
    expect(thread?.thread_category_ids).toEqual([seed.categories.agent.id]);
    await writes("Where is it, 日本 & Grüße?");

    const task = [...domain.tasks.values()].find(
      ({ thread_id, queue }) => thread_id === thread?.id && queue !== "history",
    );
    domain.agentTakes(task?.id ?? "", seed.agents.ana.id);
    await settle();
    const reply = domain.agentReplies(thread?.id ?? "", seed.agents.ana.id, "Ana here");
    await settle();
    await writes("Where is it?");
    domain.agentCloses(reply.intervention_id ?? "", seed.agents.ana.id);
    await settle();
    expect(thread?.thread_category_ids).toEqual([seed.categories.bot.id]);
    await writes("Thanks");
    await writes("agent again please");
    expect(thread?.thread_category_ids).toEqual([seed.categories.agent.id]);

    expect(reads().filter((text) => !/number \d/.test(text ?? ""))).toEqual([
      "Bot: Hello",
      "I am connecting you.",
      "An agent is with you now.",
      "Ana here",
      "The agent has left. I am back.",
      "Bot: Thanks",
      "I am connecting you.",
    ]);
    expect(agentSees().slice(1)).toEqual([
      "Where is it, 日本 & Grüße?",
      "Ana here",
      "Where is it?",
      expect.stringContaining("agent again please"),
    ]);
    expect(cognigy.logs.filter(({ level }) => level === "error")).toEqual([]);

    const arrived = engage.exchanges.filter(({ path }) => path.startsWith("/realtime/sdk/"));
    const bodies = arrived.map(({ rawBody }) => JSON.parse(rawBody));
    expect(bodies.map(({ params }) => params.body)).toEqual(
      expect.arrayContaining(["Where is it, 日本 & Grüße?", "Where is it?"]),
    );
    expect(arrived.map(({ rawBody }) => rawBody)).toEqual(bodies.map((body) => JSON.stringify(body)));
    expect(arrived.map(({ headers }) => headers["x-smccsdk-signature"])).toEqual(
      arrived.map(({ rawBody }) => signBody(hmac, seed.realtimeAccessToken, rawBody)),
    );
  },
);

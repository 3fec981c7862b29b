/** A structured message in the exit Handover update, on route `channel`, through bundles and tarball only. */
import { startTwoPlatforms, type TwoPlatforms } from "../../harness/twoPlatforms";

let platforms: TwoPlatforms;
beforeAll(async () => {
  platforms = await startTwoPlatforms({
    leaps: true,
    hubConfig: { sendActiveEvent: true, sendQueueEvent: true },
    before: (connection) => [
      {
        type: "if",
        condition: { path: "data.handover.status", exists: true },
        then: [
          {
            type: "extension",
            node: "sendEngageStructuredMessage",
            config: { connection, body: "{{input.data.handover.status}}?", choices: "Good | good\nBad | bad" },
          },
          { type: "stop" },
        ],
      },
    ],
  });
});
afterAll(() => platforms.close());

test("answers the customer's last message, whatever the event was about", async () => {
  const { cognigy, engage, settle } = platforms;
  const { domain, seed } = engage;
  const writes = async (body: string) => {
    const { sources, identities, thread } = seed;
    const written = domain.customerWrites({
      sourceId: sources.messaging.id,
      identityId: identities.customer.id,
      threadId: thread.id,
      body,
    });
    await settle();
    return written.content.id;
  };
  const request = await writes("agent, please");
  const waiting = [...domain.tasks.values()].find(({ queue }) => queue === "undelivered" || queue === "global");
  domain.agentTakes(waiting?.id ?? "", seed.agents.ana.id);
  await settle();
  const { intervention_id } = domain.agentReplies(seed.thread.id, seed.agents.ana.id, "Ana here");
  await settle();
  const last = await writes("Thank you");
  domain.agentCloses(intervention_id ?? "", seed.agents.ana.id);
  await settle();

  const sent = [...domain.contents.values()].filter(({ structured_content }) => structured_content != null);
  expect(sent.map(({ body, in_reply_to_id }) => [body, in_reply_to_id])).toEqual([
    ["queue?", request],
    ["active?", request],
    ["completed?", last],
  ]);
  expect(sent.map(({ structured_content }) => Object(structured_content).type)).toEqual(["select", "select", "select"]);
  expect(cognigy.logs.filter(({ level }) => level === "error")).toEqual([]);
});

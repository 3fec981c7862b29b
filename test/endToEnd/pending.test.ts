/** A handover whose import takes longer than the node may wait is finished when Engage announces the import. */

import { openBridge } from "../../harness/conversations";
import { startTwoPlatforms, type TwoPlatforms } from "../../harness/twoPlatforms";

let platforms: TwoPlatforms;
afterEach(() => platforms.close());

test("The conversation reaches the category that the node named, and the relay forwards meanwhile", async () => {
  const billing = "66a00000000000000000b111";
  platforms = await startTwoPlatforms({
    leaps: true,
    engage: { importDelayMs: 11_000 },
    handover: { agentCategory: billing, checkAvailability: false },
  });
  const conversation = openBridge(platforms, "b1");
  conversation.write("agent please");
  await platforms.settle();
  const thread = [...platforms.engage.domain.threads.values()].find(({ id }) => id === conversation.threadId());
  // Nobody has the category, and Engage says so.
  expect(conversation.customerReads()).toEqual(["I am connecting you.", expect.stringContaining("in the queue")]);
  expect(thread?.thread_category_ids).toEqual([billing]);
  const results = platforms.cognigy.executions.flatMap(({ steps }) => steps).map(({ result }) => result?.input);
  expect(JSON.stringify(results)).toContain('"status":"pending"');
});

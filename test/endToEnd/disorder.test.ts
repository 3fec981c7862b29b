/** Both routes while webhooks are doubled, delayed, reordered and batched. */

import { openChannel } from "../../harness/conversations";
import { checkExchanges } from "../../harness/openapi";
import { packedExtension } from "../../harness/packedExtension";
import { startTwoPlatforms, type TwoPlatforms } from "../../harness/twoPlatforms";
import type { LoadedExtension } from "../../sandbox/cognigy/loadExtension";
import { expectWhole, openBoth, play } from "./wholeConversation";

let extension: LoadedExtension;
let platforms: TwoPlatforms;
beforeAll(async () => {
  extension = await packedExtension();
});
afterAll(() => extension.close());
afterEach(async () => {
  await platforms.close();
  expect(checkExchanges(platforms.engage.exchanges)).toEqual([]);
});

describe("Every message arrives once, in order and at the right place", () => {
  test.each<[string, Parameters<typeof startTwoPlatforms>[0]]>([
    ["on quiet platforms", {}],
    ["when each webhook comes twice", { engage: { webhookConduct: { duplicateProbability: 1 } } }],
    [
      "when webhooks come in batches, also of several conversations",
      { engage: { webhookConduct: { batchSize: 10, batchWindowMs: 20 } } },
    ],
    [
      "when webhooks come late and in another order",
      { engage: { webhookConduct: { reorder: true, batchWindowMs: 20, seed: 7, delayMs: 5 } } },
    ],
    ["when agents' messages are sent twice", { engage: { sdkConduct: { createsTwice: true } } }],
    ["when Engage writes JSON as Python does", { engage: { sdkEncoding: "ascii" } }],
    ["when the host keeps the raw body", { rawBody: true }],
    [
      "with a thread for each transformer, and a process for each node",
      { leaps: false, cognigy: { runNodesInProcess: false } },
    ],
  ])(
    "%s",
    async (_, options) => {
      platforms = await startTwoPlatforms({ leaps: true, extension, ...options });
      const conversations = openBoth(platforms);
      await play(platforms, conversations);
      expectWhole(conversations);
    },
    120_000,
  );
});

test("A bot never answers itself, also when Engage echoes everything", async () => {
  platforms = await startTwoPlatforms({ leaps: true, extension });
  platforms.engage.conduct.echo = true;
  const conversation = openChannel(platforms, "c1");
  conversation.write("Hello");
  await platforms.settle();
  conversation.write("Again");
  await platforms.settle();
  const flowRuns = platforms.cognigy.executions
    .filter(({ input }) => String(input.text ?? "") !== "")
    .map(({ input }) => input.text);
  expect(flowRuns).toEqual(["Hello", "Again"]);
});

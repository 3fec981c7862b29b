/** 50 conversations at once, both routes: nothing lost, doubled, out of order or at the wrong customer. */

import { agentOf, openBridge, openChannel } from "../../harness/conversations";
import { startTwoPlatforms, type TwoPlatforms } from "../../harness/twoPlatforms";

const EACH = 25;
const AT_ONCE = 10;
let platforms: TwoPlatforms;
beforeAll(async () => {
  platforms = await startTwoPlatforms({
    leaps: true,
    engage: { requestsPerMinute: 1_000_000 },
    cognigy: { transformerLimits: { callsPerContext: 1000 } },
  });
});
afterAll(() => platforms.close());

test("50 conversations at once stay apart", async () => {
  const conversations = Array.from({ length: EACH }, (_, number) => [
    openChannel(platforms, `c${number}`),
    openBridge(platforms, `b${number}`),
  ]).flat();
  const each = async (act: (conversation: (typeof conversations)[number]) => void) => {
    // All are open at the same time; acting by the dozen keeps a node's 15 s of real time out of a busy machine's way.
    for (let at = 0; at < conversations.length; at += AT_ONCE) {
      for (const conversation of conversations.slice(at, at + AT_ONCE)) {
        act(conversation);
      }
      await platforms.settle();
    }
  };
  await each(({ write, name }) => write(`agent for ${name}`));
  await each(({ write, name }) => write(`question of ${name}`));
  await each((conversation) => agentOf(platforms, conversation).answer(`answer to ${conversation.name}`));
  await each((conversation) => agentOf(platforms, conversation).close());
  await each(({ write, name }) => write(`bye from ${name}`));

  for (const conversation of conversations) {
    const { name, route } = conversation;
    expect(conversation.customerReads()).toEqual([
      "I am connecting you.",
      `answer to ${name}`,
      "The agent has left. I am back.",
      `Bot: bye from ${name}`,
    ]);
    expect(conversation.agentReads()).toEqual(
      route === "channel" ? [`agent for ${name}`, `question of ${name}`, `bye from ${name}`] : [`question of ${name}`],
    );
  }
}, 120_000);

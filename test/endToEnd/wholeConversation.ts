/** The same conversation on both routes, whole: what is played, and what everybody must have read in the end. */

import { agentOf, type Conversation, openBridge, openChannel } from "../../harness/conversations";
import type { TwoPlatforms } from "../../harness/twoPlatforms";

export const openBoth = (platforms: TwoPlatforms): Conversation[] => [
  openChannel(platforms, "c1"),
  openBridge(platforms, "b1"),
];

/** Bot, handover, two turns with the agent, return, second handover with one turn. */
export async function play(platforms: TwoPlatforms, conversations: readonly Conversation[]): Promise<void> {
  const each = async (act: (conversation: Conversation) => void) => {
    for (const conversation of conversations) {
      act(conversation);
    }
    await platforms.settle();
    await Promise.all([platforms.engage.flushRetries(), platforms.settle()]);
  };
  await each(({ write }) => write("Hello"));
  await each(({ write }) => write("agent please"));
  await each(({ write, name }) => write(`first of ${name}`));
  await each((conversation) => agentOf(platforms, conversation).answer(`answer one to ${conversation.name}`));
  await each(({ write, name }) => write(`second of ${name}`));
  await each((conversation) => agentOf(platforms, conversation).answer(`answer two to ${conversation.name}`));
  await each((conversation) => agentOf(platforms, conversation).close());
  await each(({ write }) => write("Thanks"));
  await each(({ write }) => write("agent again"));
  await each((conversation) => agentOf(platforms, conversation).answer(`answer three to ${conversation.name}`));
}

export function expectWhole(conversations: readonly Conversation[]): void {
  for (const conversation of conversations) {
    const { name, route } = conversation;
    expect({ name, reads: conversation.customerReads() }).toEqual({
      name,
      reads: [
        "Bot: Hello",
        "I am connecting you.",
        `answer one to ${name}`,
        `answer two to ${name}`,
        "The agent has left. I am back.",
        "Bot: Thanks",
        "I am connecting you.",
        `answer three to ${name}`,
      ],
    });
    const all = ["Hello", "agent please", `first of ${name}`, `second of ${name}`, "Thanks", "agent again"];
    expect({ name, agentReads: conversation.agentReads() }).toEqual({
      name,
      agentReads: route === "channel" ? all : [`first of ${name}`, `second of ${name}`],
    });
  }
}

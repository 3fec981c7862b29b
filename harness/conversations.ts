/** Conversations of many customers on both routes, with what each side must have read in the end. */

import type { SocketClient } from "../sandbox/cognigy/startCognigy";
import { isHandoverId } from "../src/protocol/messageIds";
import type { TwoPlatforms } from "./twoPlatforms";

/** Told as the queue moves, so how often is a matter of timing. */
const QUEUE_TEXT = /^You are number \d+ in the queue\.$/;

export interface Conversation {
  route: "channel" | "bridge";
  name: string;
  /** The customer writes. */
  write(text: string): void;
  /** Texts that reached the customer, in order. */
  customerReads(): string[];
  /** Texts of the customer that reached Engage, in order, without the opening message of a handover. */
  agentReads(): string[];
  threadId(): string | undefined;
}

export function openBridge({ engage, webchat }: TwoPlatforms, name: string): Conversation {
  const client: SocketClient = webchat.connect(`user-${name}`, `session-${name}`);
  const threadId = () =>
    [...engage.domain.identities.values()]
      .filter(({ foreign_id }) => foreign_id === `user-${name}`)
      .flatMap(({ id }) =>
        [...engage.domain.contents.values()]
          .filter(({ author_id }) => author_id === id)
          .map(({ thread_id }) => thread_id),
      )[0];
  return {
    route: "bridge",
    name,
    write: (text) => client.send({ text }),
    customerReads: () =>
      client.received.map(({ text }) => text ?? "").filter((text) => text !== "" && !QUEUE_TEXT.test(text)),
    agentReads: () =>
      bodiesOf(engage, threadId(), (content) => content.creator_id === null && !isHandoverId(content.foreign_id)),
    threadId,
  };
}

export function openChannel({ engage }: TwoPlatforms, name: string): Conversation {
  const { communities, sources } = engage.seed;
  const identity = engage.domain.addIdentity({
    communityId: communities.messaging.id,
    foreignId: `visitor-${name}`,
    screenname: name,
  });
  let threadId: string | undefined;
  return {
    route: "channel",
    name,
    write(text) {
      const { thread } = engage.domain.customerWrites({
        sourceId: sources.messaging.id,
        identityId: identity.id,
        threadId,
        body: text,
      });
      threadId = thread.id;
    },
    customerReads: () => bodiesOf(engage, threadId, (content) => content.creator_id !== null),
    agentReads: () => bodiesOf(engage, threadId, (content) => content.creator_id === null),
    threadId: () => threadId,
  };
}

function bodiesOf(
  { domain }: TwoPlatforms["engage"],
  threadId: string | undefined,
  isWanted: (content: { creator_id: string | null; foreign_id: string | null }) => boolean,
): string[] {
  return [...domain.contents.values()]
    .filter((content) => content.thread_id === threadId && isWanted(content))
    .map(({ body }) => body ?? "");
}

/** What an agent does in the console of one conversation. */
export function agentOf({ engage }: TwoPlatforms, conversation: Conversation) {
  const { domain, seed } = engage;
  const threadId = () => conversation.threadId() ?? "";
  return {
    answer: (text: string) => domain.agentReplies(threadId(), seed.agents.ana.id, text),
    close() {
      const open = [...domain.interventions.values()].find(
        (intervention) => intervention.thread_id === threadId() && !intervention.closed,
      );
      if (!open) {
        throw new Error(`${conversation.name} has no open intervention`);
      }
      domain.agentCloses(open.id, seed.agents.ana.id);
    },
  };
}

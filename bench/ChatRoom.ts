/** Customers and an agent who talk to each other over both platforms; whoever waits for a message learns when it is there. */
import { SocketClient } from "@cognigy/socket-client";
import type { TwoPlatforms } from "../harness/twoPlatforms";
import { Chat, type Line } from "./Chat";

export type Connect = (
  platforms: TwoPlatforms,
  userId: string,
  sessionId: string,
  hear: (text: string) => void,
) => Promise<Line>;

/** The stand-in's own end of a socket, without a network. */
export const connectInMemory: Connect = async ({ webchat }, userId, sessionId, hear) => {
  const client = webchat.connect(userId, sessionId);
  client.onMessage = ({ text }) => hear(text ?? "");
  return { send: (text) => client.send({ text }), close: () => client.disconnect() };
};

/** The official client, over a WebSocket of its own. */
export const connectOfficially: Connect = async ({ cognigy, webchat }, userId, sessionId, hear) => {
  const client = new SocketClient(cognigy.url, webchat.URLToken, {
    userId,
    sessionId,
    forceWebsockets: true,
  });
  client.on("output", ({ text }: { text?: string | null }) => hear(text ?? ""));
  await client.connect();
  return { send: (text) => client.sendMessage(text), close: () => client.disconnect() };
};

export class ChatRoom {
  private readonly byCustomer = new Map<string, Chat>();
  private readonly byThread = new Map<string, Chat>();

  constructor(
    private readonly platforms: TwoPlatforms,
    private readonly connect: Connect,
  ) {
    const { domain } = platforms.engage;
    domain.on(({ type, resourceId }) => {
      if (type === "task.recategorized") {
        this.byThread.get(domain.tasks.get(resourceId)?.thread_id ?? "")?.reachDesk();
      }
      const content = domain.contents.get(resourceId);
      if (content === undefined) {
        return;
      }
      if (type === "content.imported" && content.creator_id === null) {
        const chat = this.byCustomer.get(domain.identities.get(content.author_id)?.foreign_id ?? "");
        if (chat === undefined) {
          return;
        }
        chat.threadId = content.thread_id;
        this.byThread.set(content.thread_id, chat);
        // The first message of a bridged handover is no message of the customer.
        if (!content.foreign_id?.startsWith("handover-")) {
          chat.hear("agent", content.body ?? "");
        }
      }
      const chat = this.byThread.get(content.thread_id);
      if (type === "content.exported" && chat?.route === "channel") {
        chat.hear("customer", content.body ?? "");
      }
    });
  }

  async open(route: Chat["route"], name: string): Promise<Chat> {
    const chat = new Chat(route, name, this.platforms.engage);
    this.byCustomer.set(chat.userId, chat);
    chat.line = route === "channel" ? this.openOnChannel(chat) : await this.openInWebchat(chat);
    return chat;
  }

  close(chat: Chat): void {
    chat.line?.close();
    this.byCustomer.delete(chat.userId);
    this.byThread.delete(chat.threadId ?? "");
  }

  private openInWebchat(chat: Chat): Promise<Line> {
    return this.connect(this.platforms, chat.userId, `session-${chat.name}`, (text) => chat.hear("customer", text));
  }

  private openOnChannel(chat: Chat): Line {
    const { domain, seed } = this.platforms.engage;
    const identity = domain.addIdentity({
      communityId: seed.communities.messaging.id,
      foreignId: chat.userId,
      screenname: chat.name,
    });
    const address = { sourceId: seed.sources.messaging.id, identityId: identity.id };
    return {
      send: (body) => void domain.customerWrites({ ...address, threadId: chat.threadId, body }),
      close() {},
    };
  }
}

/** The tour: a whole handover over the bridge, then the same on Engage's own channel. */
import type { ExecutionView } from "../../app/view";
import { hasSpokenAfter, toMessagingEntry } from "../customer/chatEntry";
import type { TourStep } from "./createTour";
import { findThread, type TourStage } from "./TourStage";

export function toTourSteps(stage: TourStage): TourStep[] {
  const remembered: { known: Set<string>; since: number; threadId?: string; customerId?: string } = {
    known: new Set(),
    since: 0,
  };
  const webchatHas = (speaker: "bot" | "agent", after: "customer" | "agent") =>
    hasSpokenAfter(stage.webchat().entries, speaker, after);
  const chatHas = (speaker: "bot" | "agent", after: "customer" | "agent") => {
    const chat = stage.view()?.messaging.chats[remembered.customerId ?? ""] ?? [];
    return hasSpokenAfter(chat.map(toMessagingEntry), speaker, after);
  };
  const agent = () =>
    stage.view()?.desk.agents.find(({ status }) => status === "available") ?? stage.view()?.desk.agents[0];
  const thread = () => findThread(stage, remembered.threadId);
  const stateIs = (...states: string[]) => states.includes(thread()?.state ?? "");

  const prepareHandover = async () => {
    remembered.known = new Set(stage.view()?.desk.threads.map(({ id }) => id));
    remembered.since = stage.view()?.now ?? 0;
    const first = agent();
    if (first !== undefined && first.status !== "available") {
      await stage.makeAvailable(first.id);
    }
  };
  /** The conversation that was handed over, which is then shown on the desk. */
  const findHandedOver = () => {
    const found = stage
      .view()
      ?.desk.threads.find(
        ({ id, route, state }) =>
          route === "bridge" && !remembered.known.has(id) && (state === "queued" || state === "agent"),
      );
    // What follows runs the Flow again at once; the way to the handover is what shall be looked at.
    const way = stage
      .view()
      ?.executions.findLast((execution) => execution.startedAt >= remembered.since && isHandover(execution));
    if (found === undefined || way === undefined) {
      return false;
    }
    remembered.threadId = found.id;
    stage.choose({ threadId: found.id, executionId: way.id });
    return true;
  };
  const take = async () => {
    const me = agent();
    const { taskId, id } = thread() ?? {};
    if (me !== undefined && taskId !== undefined && id !== undefined && stateIs("queued", "deferred")) {
      await stage.take({ taskId, threadId: id }, me.id);
    }
  };
  const answer = (text: string) => {
    const { id, agentId = agent()?.id } = thread() ?? {};
    return id !== undefined && agentId !== undefined && stage.answer(id, agentId, text);
  };
  const close = () => {
    const { interventionId, agentId = agent()?.id } = thread() ?? {};
    return interventionId !== undefined && agentId !== undefined && stage.close(interventionId, agentId);
  };

  return [
    {
      title: "A customer opens the Webchat",
      text: "The Webchat belongs to Cognigy: this is route bridge. A new conversation begins on the left.",
      region: "customer",
      act: () => {
        stage.choose({ chat: "webchat", column: "customer", executionId: undefined, detail: undefined });
        stage.startWebchat();
      },
      expects: { what: "the Webchat to be online", isMet: () => stage.webchat().isOnline },
    },
    {
      title: "The customer says hello",
      text: "The relay, a transformer on the customer's Endpoint, lets the message pass to the Flow, and the bot answers.",
      region: "customer",
      act: () => stage.say("Hello"),
      expects: { what: "an answer of the bot", isMet: () => webchatHas("bot", "customer") },
    },
    {
      title: "The Flow shows the way",
      text: "The nodes that ran are lit. Click one to see its settings and what it wrote; below, each execution with its time and limits.",
      region: "flow",
      act: () => stage.choose({ column: "flow" }),
    },
    {
      title: "The customer asks for a person",
      text: "Check Agent Availability finds somebody, then Handover to RingCentral opens a conversation at Engage. Its exit is Handed over.",
      region: "flow",
      act: async () => {
        await prepareHandover();
        stage.say("I would like to talk to a person");
      },
      expects: { what: "a new conversation on the agent desk", isMet: findHandedOver },
    },
    {
      title: "The conversation waits in the queue",
      text: "The desk shows position, profile and context data. The customer reads the position in the chat: Lookup Queue Status has counted.",
      region: "desk",
      act: () => stage.choose({ column: "desk", executionId: undefined }),
      expects: {
        what: "the conversation in the queue, and the bot to tell about it",
        isMet: () => stateIs("queued", "agent") && webchatHas("bot", "customer"),
      },
    },
    {
      title: "An agent takes it",
      text: "Engage informs the hub by a webhook, and Receive Engage Events informs the customer's session: see the calls in the timeline.",
      region: "desk",
      act: take,
      expects: { what: "the conversation with an agent", isMet: () => stateIs("agent") },
    },
    {
      title: "The agent answers",
      text: "Engage calls the hub over the Channel SDK; the node delivers the words to the Webchat with /notify, under the agent's name.",
      region: "customer",
      act: () => {
        stage.choose({ column: "customer" });
        return answer("Hello, this is a person. How can I help?");
      },
      expects: { what: "the agent's words in the Webchat", isMet: () => webchatHas("agent", "customer") },
    },
    {
      title: "The customer replies",
      text: "While the handover is on, the relay sends each message straight to Engage, signed, and the Flow stays quiet.",
      region: "desk",
      act: () => {
        stage.choose({ column: "desk" });
        stage.say("My parcel has not arrived yet.");
      },
      expects: {
        what: "the customer's reply on the desk",
        isMet: () => hasReply(thread()?.messages, "My parcel has not arrived yet."),
      },
    },
    {
      title: "The agent closes the conversation",
      text: "Engage sends the webhook intervention.closed, the Flow hears that the handover is completed, and the bot says so.",
      region: "customer",
      act: async () => {
        await answer("It is on its way and arrives tomorrow. Goodbye!");
        stage.choose({ column: "customer" });
        await close();
      },
      expects: { what: "the bot to come back", isMet: () => webchatHas("bot", "agent") },
    },
    {
      title: "The bot is back",
      text: "The next message goes to the Flow again.",
      region: "flow",
      act: () => stage.say("What are your opening hours?"),
      expects: { what: "an answer of the bot", isMet: () => webchatHas("bot", "customer") },
    },
    {
      title: "The same on Engage's own channel",
      text: "On route channel, Engage owns the chat: its webhook brings the message to the hub, and the bot answers over the REST API.",
      region: "customer",
      act: async () => {
        stage.choose({ column: "customer", chat: "messaging" });
        const customerId = await stage.addCustomer();
        if (customerId === undefined) {
          return;
        }
        remembered.customerId = customerId;
        await stage.writeAsCustomer(customerId, "Hello");
      },
      expects: { what: "an answer of the bot on Engage Messaging", isMet: () => chatHas("bot", "customer") },
    },
    {
      title: "Here a handover is a change of categories",
      text: "The Agent category replaces the Bot category, and the conversation appears in the queue. No message has to move.",
      region: "desk",
      act: async () => {
        const { customerId = "" } = remembered;
        stage.choose({ column: "desk" });
        await prepareHandover();
        await stage.writeAsCustomer(customerId, "I would like to talk to a person");
      },
      expects: {
        what: "the conversation in the queue",
        isMet: () => {
          const threadId = stage.view()?.messaging.customers.find(({ id }) => id === remembered.customerId)?.threadId;
          const found = findThread(stage, threadId);
          if (found === undefined || (found.state !== "queued" && found.state !== "agent")) {
            return false;
          }
          remembered.threadId = found.id;
          stage.choose({ threadId: found.id });
          return true;
        },
      },
    },
    {
      title: "Agent and customer talk, then the bot is back",
      text: "Engage carries the agent's answer itself. When the agent closes, the hub returns the conversation to the Bot category.",
      region: "customer",
      act: async () => {
        stage.choose({ column: "customer" });
        await take();
        await answer("Hello, I am glad to help. All done!");
        await close();
      },
      expects: {
        what: "the agent's answer in the chat and the conversation back",
        isMet: () => chatHas("agent", "customer") && stateIs("bot", "closed"),
      },
    },
    {
      title: "Now break something",
      text: "Choose a fault above and write again: the Flow's error exits, repeated webhooks and second tries are all in the timeline.",
      region: "faults",
    },
  ];
}

function hasReply(messages: readonly { author: string; text: string }[] | undefined, text: string): boolean {
  return messages?.some((message) => message.author === "customer" && message.text === text) === true;
}

function isHandover({ steps, ended }: ExecutionView): boolean {
  return ended !== undefined && steps.some(({ type }) => type === "handoverToRingCentral");
}

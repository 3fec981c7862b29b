/** What the page's words mean, for `data-explain`. */

export const TERMS = {
  about:
    "This shop's bot runs on Cognigy.AI. Its agents work in RingCentral Engage, a desk for customer messages. The bot answers customers and makes a handover when they ask for a person: it passes the conversation to an agent, and gets it back when the agent closes it. You play the customer and the agent. Both platforms are stand-ins: nothing leaves this computer.",
  handover: "The bot passes the conversation to a person and gets it back when that person closes it.",
  bridge:
    "The customer writes in a channel that Cognigy owns, such as Webchat. During a handover, the relay passes each message on to Engage, and Engage sends the agent's answers back through the hub. Settings and guides call this route bridge.",
  channel:
    "The customer writes on a channel that Engage owns. Engage sends each message to the bot by webhook, the bot answers through Engage's REST API, and a handover only changes the conversation's category. Settings and guides call this route channel.",
  work: "A short session of the hub. In it, the node Receive Engage Events passes on what agents wrote and what happened to a handover. Cognigy.AI counts it as a conversation.",
  conversations: "Sessions as Cognigy.AI counts them: those of customers, and the hub's work sessions.",
  rest: "Engage accepts 500 REST calls a minute from an account. More are answered with 429.",
  executions: "How often the Flow ran: once for each message, event or piece of work.",
  webhooks: "Engage calls the hub when something happens, for example when a customer writes or an agent closes.",
  sdk: "Engage's interface for channels of others. Through it, Engage brings an agent's answer to the hub, which passes it on to Webchat.",
  realtime:
    "The other half of Engage's Channel SDK. Through it, the relay and the Handover node bring what a Webchat customer writes into Engage.",
  flow: "What the bot does, step by step. A designer builds it in Cognigy.AI from nodes; this one is a file that you can edit.",
  desk: "Engage's place for people: the queue of waiting customers and the conversations of each agent.",
  extension: "What this product adds to Cognigy.AI: the nodes in the Flow that talk to Engage.",
  hub: "The transformer of the Endpoint that Engage calls. It checks who calls, and passes the news on to the Flow.",
  relay:
    "The transformer of the Webchat Endpoint. During a handover it forwards what the customer writes to the agent, and keeps the bot quiet.",
  transformer: "Code that Cognigy.AI runs for each message of an Endpoint. Hub and relay are transformers.",
  category:
    "A label on conversations in Engage. With Bot, the bot has the conversation; with Agent, agents have it. A handover changes it.",
  intervention: "An agent's work on a conversation in Engage, from opening to closing.",
  queue:
    "Customers who wait for an agent. In Engage, each one is a task: a message to answer, with a place in the queue. The agent who takes it works on the conversation, which Engage calls a thread.",
  task: "A message that waits for an agent in Engage, with a place in the queue.",
  thread: "What Engage's API calls a conversation.",
  content: "What Engage's API calls a message.",
  update:
    "News of a handover: a place in the queue, an agent joined, completed and so on. The node Handover Update has an exit for each.",
  apiCalls: "How often one node called Cognigy's API, and how often Cognigy.AI lets it.",
  largestCall: "The largest value that a node passed to Cognigy's API, and how large Cognigy.AI lets it be.",
  slowestNode: "The longest time that a node took, and how long Cognigy.AI lets it run.",
  inject: "A call that runs the Flow in the customer's session, as if the customer had written.",
  notify: "A call that shows a message in the customer's chat without running the Flow.",
} as const;

export type Term = keyof typeof TERMS;

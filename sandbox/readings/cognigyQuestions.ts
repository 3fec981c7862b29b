/** What Cognigy.AI's documents leave open. */
import { NONE, type Question } from "./Question";

export const COGNIGY_QUESTIONS: readonly Question[] = [
  {
    id: "httpLibrary",
    platform: "Cognigy.AI",
    question: "Which library is behind `httpRequest` in transformers?",
    source: "Cognigy 5.6",
    readings: [
      {
        name: "axios",
        platform: "axios, as the release notes of 2025.25 say.",
        options: { cognigy: { httpLibrary: "axios" } },
        effect: NONE,
      },
      {
        name: "request",
        platform: "The npm module `request`, as on older releases.",
        options: { cognigy: { httpLibrary: "request" } },
        effect: NONE,
      },
    ],
    findOut: "Let a transformer request an address that answers 404, and log the error: axios adds `isAxiosError`.",
  },
  {
    id: "httpTimeout",
    platform: "Cognigy.AI",
    question: "Does `httpRequest` keep the option `timeout`?",
    source: "Cognigy 5.6, corrections C",
    readings: [
      {
        name: "ignored",
        platform: "The option has no effect.",
        options: { cognigy: { httpTimeout: "ignored" } },
        effect:
          "If Engage doesn't answer, Cognigy.AI stops the handler after 5 s. The customer's next message reports it.",
      },
      {
        name: "kept",
        platform: "The request is given up after the time in the option.",
        options: { cognigy: { httpTimeout: "kept" } },
        effect: "If Engage doesn't answer, the Flow learns after 3.5 s that the message may not have arrived.",
      },
    ],
    findOut: "Let a transformer request an address that answers after 4 s, with `timeout: 1000`, and log how it ends.",
  },
  {
    id: "httpResult",
    platform: "Cognigy.AI",
    question: "What does `httpRequest` resolve with?",
    source: "Cognigy 5.6",
    readings: [
      {
        name: "body",
        platform: "The parsed body, as in all samples.",
        options: { cognigy: { httpResult: "body" } },
        effect: NONE,
      },
      {
        name: "response",
        platform: "An object with `data`, `status` and `headers`.",
        options: { cognigy: { httpResult: "response" } },
        effect: NONE,
      },
    ],
    findOut: "Log the keys of what a transformer's `httpRequest` resolves with.",
  },
  {
    id: "rawBody",
    platform: "Cognigy.AI",
    question: "Does a transformer see the raw body of a request?",
    source: "Cognigy 9.3",
    readings: [
      {
        name: "absent",
        platform: "No, only the parsed body.",
        options: {},
        effect: "The hub tries the usual ways to write JSON until the signature of a Channel SDK call fits.",
      },
      {
        name: "present",
        platform: "Yes, as `request.rawBody`.",
        options: { hub: { rawBody: true } },
        effect: "The hub checks the signature over these bytes, and tries nothing else.",
      },
    ],
    findOut: "Log `typeof request.rawBody` in `handleInput` of a Webhook Endpoint.",
  },
  {
    id: "sessionStorage",
    platform: "Cognigy.AI",
    question: "How does session storage behave when two handlers of a session run at the same time?",
    source: "Cognigy 5.7, 9.6",
    readings: [
      {
        name: "live",
        platform: "Each assignment is saved at once.",
        options: { cognigy: { sessionStorage: "live" } },
        effect: NONE,
      },
      {
        name: "snapshot",
        platform: "A handler works on a copy that is saved when it ends. The last handler to end wins.",
        options: { cognigy: { sessionStorage: "snapshot" } },
        effect:
          "If Engage doesn't answer the relay and Cognigy.AI stops its handler, the Flow doesn't learn that the customer's message may not have arrived. When two things happen in a conversation at the same moment, only one may be noted: a message that is delivered twice can be answered or shown twice, and the Flow can hear of the end of a handover twice or not at all.",
      },
      {
        name: "gone",
        platform: "Nothing is kept from one run of a handler to the next.",
        options: { cognigy: { sessionStorage: "gone" } },
        effect: "Route `bridge` can't work: the relay forgets at once that a handover is on.",
        outage:
          "Agents' messages still reach the customer, twice where Engage sends them twice. What the customer writes goes to the bot, not to the agent. On route `channel` the bot's answers are lost, because the hub doesn't know what they reply to. It logs `reply_target_unknown`.",
      },
    ],
    findOut:
      "Assign a value in `handleInput`, and log it in the `handleOutput` that follows and in the next `handleInput`.",
  },
  {
    id: "sessionInputs",
    platform: "Cognigy.AI",
    question: "Do two inputs of one session run side by side?",
    source: "Cognigy 9.7",
    readings: [
      {
        name: "side by side",
        platform: "Yes.",
        options: { cognigy: { sessionInputs: "sideBySide" } },
        effect: "Messages written in the same moment may be answered in another order.",
      },
      {
        name: "in turn",
        platform: "No, the second one waits for the first.",
        options: { cognigy: { sessionInputs: "inTurn" } },
        effect: "Messages are answered in the order they were written.",
      },
    ],
    findOut: "Send two messages at once to a Flow that waits 5 s before it answers.",
  },
  {
    id: "outputOrder",
    platform: "Cognigy.AI",
    question: "Are the outputs of one execution handled in order?",
    source: "Cognigy 9.7",
    readings: [
      {
        name: "may overlap",
        platform: "Each starts when the Flow makes it, and none waits for another.",
        options: { cognigy: { outputOrder: "overlapping" } },
        effect: "On route `channel`, two outputs of one execution may arrive in another order.",
      },
      {
        name: "in order",
        platform: "Each waits for the one before.",
        options: { cognigy: { outputOrder: "serial" } },
        effect: "Outputs arrive in the order of the Flow.",
      },
    ],
    findOut: "Log the start and end of `handleOutput` in a Flow with two Say nodes.",
  },
  {
    id: "nodeOutputs",
    platform: "Cognigy.AI",
    question: "When does what a node says leave?",
    source: "Cognigy 3.5",
    readings: [
      {
        name: "at once",
        platform: "While the node runs.",
        options: { cognigy: { nodeOutputs: "atOnce" } },
        effect: "What the customer writes while Handover to RingCentral waits for Engage's import goes to the agent.",
      },
      {
        name: "at its end",
        platform: "When the node has ended.",
        options: { cognigy: { nodeOutputs: "atEnd" } },
        effect:
          "On route `bridge`, the bot answers what the customer writes while Handover to RingCentral waits for Engage's import, up to 10 s. The customer reads that answer before your text for an accepted handover. On route `channel`, Close Engage Conversation in a conversation that agents have can be followed by the update Completed.",
      },
    ],
    findOut: "Let a Code node say something, wait for 5 s and say something else. Look when each text arrives.",
  },
  {
    id: "silentAnswer",
    platform: "Cognigy.AI",
    question: "When does the platform answer a request that no handler answers?",
    source: "Cognigy 9.2",
    readings: [
      {
        name: "at once",
        platform: "With 200, before the Flow runs.",
        options: { cognigy: { silentAnswer: "atOnce" } },
        effect: NONE,
      },
      {
        name: "after the Flow",
        platform: "With 200, when the Flow has ended.",
        options: { cognigy: { silentAnswer: "afterFlow" } },
        effect:
          "Receive Engage Events waits for each Flow that it starts. If several messages arrive in one delivery and their Flows take long, the last ones are lost, and the log says so.",
      },
      {
        name: "never",
        platform: "Not at all.",
        options: { cognigy: { silentAnswer: "never" } },
        effect: "Receive Engage Events can't know whether `/notify` and `/inject` took what it sent.",
        outage:
          "Each message of an agent reaches the customer once, and each end of a handover runs the Flow once. Receive Engage Events logs `timeout`. At times a note says to the agent that a message did not reach the customer although it did.",
      },
    ],
    findOut: "Send a POST to `/notify` of a Webchat Endpoint whose Flow waits 5 s, and look at when it is answered.",
  },
  {
    id: "notifyThroughOutput",
    platform: "Cognigy.AI",
    question: "Does a `/notify` pass the output transformer, too?",
    source: "Cognigy 9.12",
    readings: [
      {
        name: "yes",
        platform: "Yes, as on most releases.",
        options: { cognigy: { notifyThroughOutput: true } },
        effect: NONE,
      },
      { name: "no", platform: "No.", options: { cognigy: { notifyThroughOutput: false } }, effect: NONE },
    ],
    findOut: "Log in `handleOutput`, and send a POST to `/notify`.",
  },
  {
    id: "notifySource",
    platform: "Cognigy.AI",
    question: "Which `source` does a message from `/notify` have in the chat window?",
    source: "Cognigy 4.6, corrections F",
    readings: [
      {
        name: "bot",
        platform: "`bot`, like outputs of the Flow.",
        options: { cognigy: { notifySource: "bot" } },
        effect: "Webchat's queue display stays until the page is loaded again.",
      },
      {
        name: "agent",
        platform: "`agent`.",
        options: { cognigy: { notifySource: "agent" } },
        effect: "Webchat closes its queue display with the agent's first message.",
      },
    ],
    findOut: "Look at the socket's messages in the browser's network view while an agent answers.",
  },
  {
    id: "inputSanitization",
    platform: "Cognigy.AI",
    question: "What does Input Sanitization of an Endpoint do to an input?",
    source: "Cognigy 5.13",
    readings: [
      {
        name: "off",
        platform: "Nothing: it is switched off.",
        options: { cognigy: { sanitizesInput: false } },
        effect: NONE,
      },
      {
        name: "escapes",
        platform: "It escapes angle brackets in the text and in all of `data`.",
        options: { cognigy: { sanitizesInput: true } },
        effect: "Your Flow sees `&lt;` where a customer wrote `<`. Agents' messages arrive as they were written.",
      },
    ],
    findOut: "Write `1 < 2` to the bot, and look at `input.text` in the interaction panel.",
  },
  {
    id: "transcript",
    platform: "Cognigy.AI",
    question: "What does `getConversationTranscript` give a node?",
    source: "Cognigy 3.3",
    readings: [
      {
        name: "list",
        platform: "A list of lines, as its types say.",
        options: { cognigy: { transcript: "asAsked" } },
        effect: NONE,
      },
      {
        name: "text",
        platform: "One text with a line for each message.",
        options: { cognigy: { transcript: "text" } },
        effect:
          "Agents don't read which choices and cards the bot sent. They read a choice's payload in place of its title.",
      },
      {
        name: "absent",
        platform: "The function doesn't exist, as on older releases.",
        options: { cognigy: { transcript: "absent" } },
        effect:
          "Agents get the customer's message without the conversation with the bot. They read a choice's payload in place of its title.",
      },
      {
        name: "fails",
        platform: "An error.",
        options: { cognigy: { transcript: "fails" } },
        effect:
          "Agents get the customer's message without the conversation with the bot. They read a choice's payload in place of its title.",
      },
      {
        name: "hangs",
        platform: "No answer.",
        options: { cognigy: { transcript: "hangs" } },
        effect:
          "The handover goes ahead without the conversation after 2 s. Agents read a choice's payload in place of its title.",
      },
    ],
    findOut: "Hand over, and look at `transcript` in the result of Handover to RingCentral.",
  },
  {
    id: "addToInput",
    platform: "Cognigy.AI",
    question: "Does a node see at once what it adds to the input?",
    source: "Cognigy 9.18",
    readings: [
      {
        name: "no",
        platform: "No, only the nodes after it do.",
        options: { cognigy: { addToInputIsVisible: false } },
        effect: NONE,
      },
      { name: "yes", platform: "Yes.", options: { cognigy: { addToInputIsVisible: true } }, effect: NONE },
    ],
    findOut: "You don't need to: no node depends on it.",
  },
  {
    id: "webhookKey",
    platform: "Cognigy.AI",
    question: "Does the Webhook Endpoint of the hub ask for an API key?",
    source: "Cognigy corrections B",
    readings: [
      { name: "off", platform: "No, which is the default.", options: {}, effect: NONE },
      {
        name: "on",
        platform: "Yes, callers must send `X-Webhook-Key`. Engage can't.",
        options: { hub: { apiKey: "a-key-that-engage-does-not-know" } },
        effect: "Engage can't reach the hub at all. Switch the key off.",
        outage:
          "Every request of Engage to the hub gets 401. On route `channel` the bot doesn't answer. On route `bridge` the bot answers and hands over, and agents read what the customer writes. But their words don't reach the customer, and neither does the end of the handover. A cancel phrase still takes the customer back to the bot.",
      },
    ],
    findOut: "`npm run setup -- doctor` calls the hub as Engage does.",
  },
];

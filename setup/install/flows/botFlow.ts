/** The bot's Flow: news of handovers, a greeting, and a handover to people by keyword. */
import { marked, NAMES } from "../marker";
import { agentJob } from "./agentJob";
import { type FlowPlan, type PlannedNode, say, stop, when } from "./FlowPlan";
import { WORDS } from "./words";

/** What Webchat sends when it opens. It is no question. */
export const START_PAYLOAD = "GET_STARTED";

const WANTS_PERSON =
  "input.text && /\\b(agent|human|person|people|mitarbeiter|mensch|berater|agente|humano|persona)/i.test(input.text)";
/** Ratings and other events have no text, and want no answer. */
const ASKS_SOMETHING = `input.text && input.text !== "${START_PAYLOAD}" && !/^DATA_ONLY_MESSAGE/.test(input.text)`;

export interface BotOptions {
  /** Fields of Handover to RingCentral beyond the usual ones, such as business hours. */
  handover?: Readonly<Record<string, unknown>>;
  /** An AI Agent instead of keywords. */
  hasAgent?: boolean;
}

export function botFlow(options: BotOptions = {}): FlowPlan {
  return {
    role: "bot",
    name: NAMES.botFlow,
    nodes: [
      handoverNews(),
      {
        label: marked("once"),
        type: "once",
        from: "platform",
        config: {},
        branches: { onFirstExecution: [say(marked("greeting"), WORDS.greeting)], afterwards: [] },
      },
      options.hasAgent ? agentJob(handOver(marked("hand over"), options)) : keywords(options),
    ],
  };
}

function keywords(options: BotOptions): PlannedNode {
  return when(marked("wants a person"), WANTS_PERSON, {
    then: [handOver(marked("hand over"), options)],
    else: [
      when(marked("asks something"), ASKS_SOMETHING, {
        then: [say(marked("fallback"), WORDS.fallback)],
        else: [],
      }),
    ],
  });
}

/** News of a handover. Each is worded, and then the Flow ends; without news it goes on below. */
function handoverNews(): PlannedNode {
  const news = (name: string, words: keyof typeof WORDS) => [
    say(marked(name), WORDS[words]),
    stop(marked(`after ${name}`)),
  ];
  return {
    label: marked("handover update"),
    type: "handoverUpdate",
    from: "extension",
    config: {},
    branches: {
      onQueueUpdate: news("in the queue", "queue"),
      onLongWait: news("long wait", "longWait"),
      onNobodyTookIt: news("nobody took it", "nobodyTookIt"),
      onAgentJoined: news("an agent joined", "active"),
      onHandoverCompleted: news("handover completed", "completed"),
      // The customer has left, and Engage still has the conversation with agents.
      onHandoverCancelled: [closeConversation(), ...news("handover cancelled", "cancelled")],
      onMessageUndelivered: news("message undelivered", "undelivered"),
      onNoHandoverUpdate: [],
    },
  };
}

function closeConversation(): PlannedNode {
  return { label: marked("close in Engage"), type: "closeEngageConversation", from: "extension", config: {} };
}

function handOver(label: string, { handover = {} }: BotOptions): PlannedNode {
  return {
    label,
    type: "handoverToRingCentral",
    from: "extension",
    config: { conversation: "auto", ...handover },
    branches: {
      onHandedOver: [say(marked("handed over"), WORDS.handedOver), stop(marked("after handed over"))],
      onNoAgentAvailable: [say(marked("nobody there"), WORDS.nobodyThere)],
      onOutsideHours: [say(marked("outside hours"), WORDS.outsideHours)],
      onHandoverError: [say(marked("handover failed"), WORDS.failed)],
    },
  };
}

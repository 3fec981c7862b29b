/**
 * What a model may know of a node's outcome: one English sentence that an AI Agent's Resolve Tool Action returns. It says
 * what happened, and what the model must not promise. No ids, names, messages or reasons of Engage are in it.
 */
import { member, readText } from "../../core/inbound/read";

type Result = Readonly<Record<string, unknown>>;
type Sentence = string | ((result: Result) => string);

const NOT_PROMISED = "don't promise that anyone will write";
const NOBODY_TOOK_IT = `No human agent has taken the conversation so far; ${NOT_PROMISED}, and offer to help in another way.`;

/** By node type, then by the result's status. Every outcome of every node is here. */
const SENTENCES: Readonly<Record<string, Readonly<Record<string, Sentence>>>> = {
  handoverToRingCentral: {
    handedOver: ({ route }) =>
      route === "native"
        ? "The platform was asked to hand the conversation over; don't say that a human agent has it, and don't promise who answers or when."
        : "The conversation was handed over to the human agents, who answer here themselves; don't promise who answers or when.",
    alreadyHandedOver:
      "The conversation was with the human agents already, and they answer here themselves; don't promise who answers or when.",
    pending:
      "The handover to the human agents has begun but isn't confirmed yet; don't say that an agent has the conversation, and don't promise who answers or when.",
    noAgentAvailable: `No human agent is available now, and nothing was handed over; ${NOT_PROMISED}, and offer to help in another way or to try again later.`,
    outsideHours: (result) =>
      `${describeHours(result)}; nothing was handed over, and ${NOT_PROMISED} before that or at once then.`,
    error:
      "The handover did not succeed; don't say that a human agent has the conversation, and offer to help in another way or to try again later.",
  },
  checkEngageAgents: {
    available:
      "At least one human agent is available now; nothing was handed over yet, so don't say that an agent has the conversation.",
    unavailable: `No human agent is available now; ${NOT_PROMISED}, and offer to help in another way or to try again later.`,
    unknown: "Whether a human agent is available isn't known; don't say that one is available, or that none is.",
    outsideHours: (result) => `${describeHours(result)}; ${NOT_PROMISED} before that or at once then.`,
    error: "Whether a human agent is available could not be checked; don't say that one is available, or that none is.",
  },
  lookupQueueStatus: {
    queued: describeQueue,
    withAgent: "A human agent is handling the conversation; don't answer for the agent.",
    notQueued: `The conversation is neither waiting for a human agent nor with one; ${NOT_PROMISED}.`,
    error:
      "Whether the conversation is waiting for a human agent could not be found out; don't say that it is, or that it isn't.",
  },
  setEngageCategory: {
    changed:
      "The categories in the contact center were changed; that alone doesn't say that a human agent has seen it.",
    unchanged: "The categories in the contact center were right already, and nothing was changed.",
    error:
      "The categories in the contact center could not be changed, or it isn't known whether they were; don't say that they were.",
  },
  closeEngageConversation: {
    closed: describeClose,
    error: "Closing the conversation in the contact center did not succeed completely; don't say that it is closed.",
  },
  sendEngageStructuredMessage: {
    sent: "The message was given to the customer's channel; don't repeat what it says.",
    error: "The message could not be sent, or it isn't known whether it was; don't refer to it.",
  },
  updateEngageCustomer: {
    updated: "The customer's record in the contact center was updated.",
    unchanged: "The customer's record in the contact center had everything already, and nothing was changed.",
    noCustomerRecord:
      "The contact center has no record of this customer yet, and nothing was saved; don't say that it was.",
    notAllowed: "The customer's privacy settings forbid it, and nothing was saved; don't say that it was.",
    error: "The customer's record could not be updated, or it isn't known whether it was; don't say that it was.",
  },
  handoverUpdate: {
    queue: "The customer is waiting for a human agent; don't promise when one answers.",
    longWait:
      "The customer has been waiting for a human agent for a long time; say so, and don't promise when one answers.",
    nobodyTookIt: NOBODY_TOOK_IT,
    agentJoined: "A human agent has joined the conversation; don't answer for the agent.",
    // Whether the virtual agent answers again depends on the Flow: on route `channel` agents may keep the conversation.
    completed: `The conversation with the human agents is over; ${NOT_PROMISED}.`,
    cancelled: `The handover was ended before a human agent was done; don't say that the request was solved, and ${NOT_PROMISED}.`,
    undelivered:
      "The customer's last message may not have reached the human agents; ask the customer to write it again.",
    noUpdate: "There is no news of a handover to human agents.",
    error: "What happened to the handover could not be read; don't say what its status is.",
  },
  addEngageNote: {
    added: "The agents have an internal note on the conversation; the customer doesn't see it, so don't quote it.",
    error: "The note could not be left, or it isn't known whether it was; don't say that the agents know of it.",
  },
  receiveEngageEvents: {
    customerMessage: "This message comes from a customer on a channel of the contact center and is to be answered.",
    handoverUpdate: describeUpdate,
    handled: "The contact center's events were carried out; there is nothing to answer.",
    partlyFailed: "Some of the contact center's events could not be carried out; there is nothing to answer.",
    notFromEngage: "This message doesn't come from the contact center.",
    error: "The contact center's events could not be carried out; there is nothing to answer.",
  },
};

/** True of any node: what isn't in the table says nothing more. */
export function toToolAnswer(nodeType: string, result: Result): string {
  const sentence = SENTENCES[nodeType]?.[String(result.status)];
  if (sentence === undefined) {
    return result.status === "error"
      ? "This step did not succeed; don't say that it did."
      : "This step has ended; don't claim more than that.";
  }
  return typeof sentence === "string" ? sentence : sentence(result);
}

function describeHours(result: Result): string {
  const opensAt = readText(result, "opensAt");
  if (result.reason === "unknown") {
    return "Whether the human agents work now isn't known, and they count as closed";
  }
  const why =
    result.reason === "holiday" ? "Today is a holiday for the human agents" : "The human agents are closed now";
  // For whoever reads the clock there: the time carries its offset.
  return opensAt === undefined ? `${why}, and when they open isn't known` : `${why} and open at ${opensAt}`;
}

function describeQueue(result: Result): string {
  if (result.reason === "nobodyTookIt") {
    return NOBODY_TOOK_IT;
  }
  const position = member(result, "position");
  const minutes = member(result, "estimatedWaitMinutes");
  const about = [
    ...(typeof position === "number" ? [`at about position ${position}`] : []),
    ...(typeof minutes === "number" ? [`for an estimated ${minutes} more minutes`] : []),
  ];
  return `The conversation is waiting for a human agent${about.length > 0 ? ` ${about.join(", ")}` : ""}; these are estimates at best, so don't promise who answers or when.`;
}

function describeClose(result: Result): string {
  const back = Array.isArray(result.categoriesAfter) ? ", and the conversation is with the bot" : "";
  return `${describeEnd(result.intervention)}${back}; ${NOT_PROMISED}.`;
}

function describeEnd(intervention: unknown): string {
  switch (intervention) {
    case "closed":
    case "canceled":
      return "The handling in the contact center has ended";
    case "keptForNotes":
      return "The handling in the contact center stays open to keep the agents' notes";
    default:
      return "Nothing was being handled in the contact center";
  }
}

function describeUpdate(result: Result): string {
  switch (result.handover) {
    case "queue":
      return "The conversation is waiting for a human agent; don't promise who answers or when.";
    case "active":
      return "A human agent is handling the conversation; don't answer for the agent.";
    case "completed":
    case "cancelled":
      return `The handling by human agents has ended; ${NOT_PROMISED}.`;
    default:
      return result.handover === "error"
        ? "Something went wrong with the handover; don't say that a human agent has the conversation, or that none has."
        : "The status of the handover has changed; don't say that a human agent has the conversation, or that none has.";
  }
}

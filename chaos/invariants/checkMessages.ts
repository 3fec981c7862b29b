/** Lost and doubled: counts what arrived of each message against what was written. */
import { isForwardedId, toAgentMessageId, toUndeliveredNoteId } from "../../src/protocol/messageIds";
import { SAYS } from "../flows";
import type { AgentWriting, ConversationRecord, FlowRun } from "../Records";
import { tokensIn } from "../Records";
import type { Finding } from "./Finding";

type Note = (finding: Omit<Finding, "conversation">) => void;

/** Returns how many messages were looked at. */
export function checkMessages(conversation: ConversationRecord, note: Note): number {
  const tokens = [...new Set(conversation.customer.map(({ token }) => token))];
  for (const token of tokens) {
    if (conversation.route === "channel") {
      checkOnChannel(conversation, token, note);
    } else {
      checkOnBridge(conversation, token, note);
    }
  }
  const answers = checkAnswers(conversation, note);
  if (conversation.route === "bridge") {
    for (const message of conversation.agent) {
      checkAgent(conversation, message, note);
    }
  }
  return conversation.customer.length + answers + conversation.agent.length;
}

/** Messages that came under the Bot category run the Flow once each; the others are read by agents where they are. */
function checkOnChannel({ contents, flowRuns }: ConversationRecord, token: string, note: Note): void {
  const forBot = contents.filter(
    ({ by, body, withAgents }) => by === "customer" && !withAgents && body.includes(token),
  );
  const runs = runsOf(flowRuns, token).length;
  const about = { tokens: [token], text: `${token}: ${forBot.length} for the bot, ${runs} Flow run(s)` };
  if (runs < forBot.length) {
    note({ invariant: "lost", kind: "customerMessage", ...about });
  }
  if (runs > forBot.length) {
    note({ invariant: "doubled", kind: "customerMessage", ...about });
  }
}

function checkOnBridge({ customer, contents, flowRuns }: ConversationRecord, token: string, note: Note): void {
  const written = customer.filter((one) => one.token === token).length;
  const runs = runsOf(flowRuns, token).length;
  const forwarded = contents.filter(
    ({ by, body, foreignId }) => by === "customer" && body.includes(token) && isForwardedId(foreignId),
  ).length;
  const told = flowRuns.filter(({ undelivered }) => undelivered?.includes(token)).length;
  const text = `${token}: written ${written}, Flow runs ${runs}, in Engage ${forwarded}, told undelivered ${told}`;
  if (runs + forwarded + told < written) {
    note({ invariant: "lost", kind: "customerMessage", tokens: [token], text });
  }
  if (runs + forwarded > written) {
    note({ invariant: "doubled", kind: "customerMessage", tokens: [token], text });
  } else if (runs + forwarded + told > written) {
    note({ invariant: "doubled", kind: "toldThoughArrived", tokens: [token], text });
  }
}

function runsOf(flowRuns: readonly FlowRun[], token: string): FlowRun[] {
  return flowRuns.filter(({ text }) => text.includes(token));
}

/** Each output of the Flow that repeats a message reaches the customer once. */
function checkAnswers({ flowRuns, sent }: ConversationRecord, note: Note): number {
  const outputs = flowRuns.flatMap(({ outputs: texts }) => texts).filter((text) => tokensIn(text).length > 0);
  for (const text of new Set(outputs)) {
    const said = outputs.filter((one) => one === text).length;
    const arrived = sent.filter((one) => one === text).length;
    const kind = text.startsWith(SAYS.undelivered) ? "undeliveredNote" : "botAnswer";
    const about = { kind, tokens: tokensIn(text), text: `"${text}": said ${said} times, sent ${arrived} times` };
    if (arrived < said) {
      note({ invariant: "lost", ...about });
    }
    if (arrived > said) {
      note({ invariant: "doubled", ...about });
    }
  }
  return outputs.length;
}

/** Reaches the customer once; or a note in the conversation, or the failed export in Engage's console, tells the agent. */
function checkAgent({ contents, sent }: ConversationRecord, { token, contentId }: AgentWriting, note: Note): void {
  const arrived = sent.filter((text) => text.includes(token)).length;
  // Where Engage doesn't name its content, the hub answers with an id that it computes.
  const answeredId = contents.find(({ id }) => id === contentId)?.foreignId ?? toAgentMessageId(contentId);
  const isNoted = contents.some(({ foreignId }) => foreignId === toUndeliveredNoteId(answeredId));
  const isRefused = contents.some(
    ({ id, exportStatus }) => id === contentId && exportStatus !== null && exportStatus !== "success",
  );
  const about = {
    tokens: [token],
    text: `${token}: sent ${arrived} times${isNoted ? ", agent told" : ""}${isRefused ? ", export failed" : ""}`,
  };
  if (arrived === 0 && !isNoted && !isRefused) {
    note({ invariant: "lost", kind: "agentMessage", ...about });
  }
  if (arrived > 1) {
    note({ invariant: "doubled", kind: "agentMessage", ...about });
  }
  if (arrived === 1 && (isNoted || isRefused)) {
    note({ invariant: "doubled", kind: "agentToldThoughArrived", ...about });
  }
}

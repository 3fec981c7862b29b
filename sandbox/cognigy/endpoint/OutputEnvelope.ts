/** An output as handlers and channels see it, and the channel's own message around it. */
import type { FlowOutput } from "../flow/FlowExecution";
import type { TransformerKind } from "../transformer/bridge";
import { isMembers } from "./InboundMessage";

export interface OutputEnvelope extends FlowOutput {
  traceId: string;
  disableSensitiveLogging: boolean;
  source: "bot" | "agent";
}

export interface Recipient {
  userId: string;
  sessionId: string;
}

/** `processedOutput`: what the Endpoint would send by itself. */
export function toChannelMessage(kind: TransformerKind, output: OutputEnvelope, recipient: Recipient): unknown {
  switch (kind) {
    case "webhook":
      return { ...recipient, AIOutput: output };
    case "socket":
      return { type: "output", data: output };
    case "rest":
      return output;
  }
}

/** Text and data of a message that may come from an output transformer, in whatever form. */
export function readChannelMessage(raw: unknown): FlowOutput {
  if (typeof raw === "string") {
    return { text: raw, data: {} };
  }
  if (!isMembers(raw)) {
    return { text: null, data: {} };
  }
  const output = isMembers(raw.AIOutput) ? raw.AIOutput : raw.type === "output" && isMembers(raw.data) ? raw.data : raw;
  return { text: typeof output.text === "string" ? output.text : null, data: output.data ?? {} };
}

/** What a REST Endpoint answers: the texts in one, and each output by itself. */
export function toRestAnswer(outputs: readonly unknown[], recipient: Recipient): Record<string, unknown> {
  const messages = outputs.map(readChannelMessage);
  return {
    text: messages
      .map(({ text }) => text ?? "")
      .filter((text) => text !== "")
      .join(" "),
    data: Object.assign({}, ...messages.map(({ data }) => data)),
    outputStack: outputs,
    ...recipient,
  };
}

/**
 * An agent's message as an agent's: then Webchat v3 shows the agent's name and picture above it, and says that the agent has
 * joined. Whether the platform keeps a notify's source is not documented, so that it is said again on the way out.
 */
import { type Json, member, readRecord, readText, toRecord } from "../../core/inbound/read";
import { MEMBERS } from "../../protocol/members";
import type { FlowInput } from "../platform";

const SOURCE = "agent";

/** Whether this is to be shown so: Receive Engage Events decides. */
export function isAgents(data: Json | undefined): boolean {
  return member(readRecord(data, MEMBERS.agent), "isSource") === true;
}

export function toAgents(message: FlowInput, agent: Json | undefined, avatarUrl: string): FlowInput {
  const name = readText(agent, "name") || "";
  const shown = {
    ...(name !== "" && { agentAvatarOverrideNameOnce: name }),
    ...(avatarUrl !== "" && { agentAvatarOverrideUrlOnce: avatarUrl }),
  };
  return { ...message, data: { ...message.data, _webchat: shown }, source: SOURCE };
}

/** What the Endpoint sends for it, in the forms that its types have. */
export function sendAsAgent(message: unknown): unknown {
  const record = toRecord(message);
  if (record === undefined) {
    return message;
  }
  const output = toRecord(record.AIOutput);
  if (output !== undefined) {
    return { ...record, AIOutput: { ...output, source: SOURCE } };
  }
  const inner = record.type === "output" ? toRecord(record.data) : undefined;
  return inner ? { ...record, data: { ...inner, source: SOURCE } } : { ...record, source: SOURCE };
}

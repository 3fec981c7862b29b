/** One line that says why a Flow ran. */
import { toRecord } from "../../../src/core/inbound/read";
import { readStatus } from "../../../src/protocol/handoverUpdate";
import { MEMBERS } from "../../../src/protocol/members";
import { isMembers } from "../../cognigy/endpoint/InboundMessage";

const WORK: Readonly<Record<string, string>> = {
  agentMessage: "deliver an agent's message",
  queue: "report a queue position",
  bridgeUpdate: "report the status of a handover",
  imported: "finish a handover",
  customerMessage: "deliver a customer's message",
  channelUpdate: "report the status of a handover",
};

export function describeTrigger({ text, data }: Readonly<Record<string, unknown>>): string {
  const members = isMembers(data) ? data : {};
  const work = toRecord(members[MEMBERS.work])?.items;
  if (Array.isArray(work)) {
    const kinds = work.map((item: unknown) => (isMembers(item) ? (WORK[String(item.kind)] ?? "work") : "work"));
    return `Work of the hub: ${[...new Set(kinds)].join(", ")}`;
  }
  const status = readStatus(toRecord(members[MEMBERS.handoverUpdate]));
  if (typeof status === "string") {
    return `Handover: ${status}`;
  }
  const isDataOnly = typeof text === "string" && text.startsWith("DATA_ONLY_MESSAGE_");
  if (typeof text === "string" && text !== "" && !isDataOnly) {
    return `Customer: ${cut(text)}`;
  }
  if (Array.isArray(members.attachments) && members.attachments.length > 0) {
    return "Customer: a file";
  }
  return isRating(members) ? "Customer: Rating" : "Customer: Data only";
}

/** As Webchat's rating screen sends it. */
function isRating(members: Readonly<Record<string, unknown>>): boolean {
  const commands = toRecord(members._cognigy)?.controlCommands;
  return (
    Array.isArray(commands) && commands.some((command: unknown) => isMembers(command) && command.type === "setRating")
  );
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

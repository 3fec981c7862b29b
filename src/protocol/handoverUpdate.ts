/**
 * News of a handover for the Flow: waiting, waiting too long, with an agent, over, or a message of the customer that didn't
 * get through.
 *
 * @where `input.data.handover`
 * @writer hub, relay
 * @reader nodes
 * @secret `accessToken` when the hub writes it, `realtimeAccessToken` when the relay does
 * @purpose `handover`
 * @limits valid for 5 minutes
 * @foreign treated as absent, and logged as ignored; members that are missing or not known mean nothing
 */
import type { DecidedUpdate } from "../core/inbound/decideUpdate";
import { type Json, member, readNumber, readRecord, readText } from "../core/inbound/read";
import { MEMBERS } from "./members";
import { type Reading, readSealed, type Sealing, writeSealed } from "./sealing";

const STATUSES = ["queue", "active", "completed", "cancelled", "error"] as const;
export type HandoverStatus = (typeof STATUSES)[number];

/** What makes an update more than its status says: the customer still waits. */
const EVENTS = ["longWait", "nobodyTookIt"] as const satisfies readonly DecidedUpdate["event"][];
const ENDINGS = [
  "closedByAgent",
  "returnedByCategory",
  "threadClosed",
  "cancelledInEngage",
  "cancelledByCustomer",
] as const satisfies readonly (DecidedUpdate["ended"] | "cancelledByCustomer")[];

export interface HandoverUpdate {
  status: HandoverStatus;
  event?: (typeof EVENTS)[number];
  /** Milliseconds. */
  estimatedWaitTime?: number;
  position?: number;
  /** Who has the conversation, or had it last. */
  agentId?: string;
  agentName?: string;
  /** Who had it before: it was transferred. */
  previousAgentId?: string;
  /** How it ended. */
  ended?: (typeof ENDINGS)[number];
  /** Milliseconds since the handover, or until the first agent had it; and from there to the end. */
  waitedMs?: number;
  handledMs?: number;
  /** What the customer wrote, and why it didn't reach the agent. */
  undeliveredText?: string;
  problem?: string;
}

/** `update` may hold more than nodes read, such as the undelivered message: the Flow sees all of it. */
export function writeHandoverUpdate(sealing: Sealing, update: Json & { status: HandoverStatus }, id: string) {
  const secret = sealing.accessToken ? "accessToken" : "realtimeAccessToken";
  const sealed = writeSealed(sealing, "handover", secret, update, id);
  return sealed && { [MEMBERS.handoverUpdate]: sealed };
}

export function readHandoverUpdate(sealing: Sealing, data: Json): Reading<HandoverUpdate> {
  return readSealed(
    sealing,
    "handover",
    ["accessToken", "realtimeAccessToken"],
    data[MEMBERS.handoverUpdate],
    readUpdate,
  );
}

/** Of an update without a seal of its own, within a message that has one. */
export function readStatus(record: Json | undefined): HandoverStatus | undefined {
  return readChoice(record, "status", STATUSES);
}

/** The same for the whole update. */
export function readUpdate(record: Json | undefined): HandoverUpdate | undefined {
  const status = readStatus(record);
  if (status === undefined) {
    return undefined;
  }
  const update: HandoverUpdate = { status };
  for (const key of ["estimatedWaitTime", "position", "waitedMs", "handledMs"] as const) {
    const number = readNumber(record, key);
    if (number !== undefined) {
      update[key] = number;
    }
  }
  for (const key of ["agentId", "agentName", "previousAgentId"] as const) {
    const text = readText(record, key);
    if (text !== undefined) {
      update[key] = text;
    }
  }
  const event = readChoice(record, "event", EVENTS);
  const ended = readChoice(record, "ended", ENDINGS);
  const undeliveredText = readText(readRecord(record, "undelivered"), "text");
  const problem = readText(readRecord(record, "error"), "message");
  return {
    ...update,
    ...(event && { event }),
    ...(ended && { ended }),
    ...(undeliveredText !== undefined && { undeliveredText }),
    ...(problem !== undefined && { problem }),
  };
}

function readChoice<T extends string>(record: Json | undefined, key: string, choices: readonly T[]): T | undefined {
  return choices.filter((choice) => choice === member(record, key))[0];
}

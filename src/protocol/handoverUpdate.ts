/**
 * News of a handover for the Flow: waiting, with an agent, over, or a message of the customer that didn't get through.
 *
 * @where `input.data.handover`
 * @writer hub, relay
 * @reader nodes
 * @secret `accessToken` when the hub writes it, `realtimeAccessToken` when the relay does
 * @purpose `handover`
 * @limits valid for 5 minutes
 * @foreign treated as absent, and logged as ignored
 */
import { type Json, member, readNumber, readText } from "../core/inbound/read";
import { MEMBERS } from "./members";
import { type Reading, readSealed, type Sealing, writeSealed } from "./sealing";

const STATUSES = ["queue", "active", "completed", "cancelled", "error"] as const;
export type HandoverStatus = (typeof STATUSES)[number];

export interface HandoverUpdate {
  status: HandoverStatus;
  /** Milliseconds. */
  estimatedWaitTime?: number;
  position?: number;
  agentId?: string;
  agentName?: string;
}

/** `update` may hold more than nodes read, such as the undelivered message: the Flow sees all of it. */
export function writeHandoverUpdate(sealing: Sealing, update: Json & { status: HandoverStatus }, id: string) {
  const secret = sealing.accessToken ? "accessToken" : "realtimeAccessToken";
  const sealed = writeSealed(sealing, "handover", secret, update, id);
  return sealed && { [MEMBERS.handoverUpdate]: sealed };
}

export function readHandoverUpdate(sealing: Sealing, data: Json): Reading<HandoverUpdate> {
  return readSealed(sealing, "handover", ["accessToken", "realtimeAccessToken"], data[MEMBERS.handoverUpdate], parse);
}

/** Of an update without a seal of its own, within a message that has one. */
export function readStatus(record: Json | undefined): HandoverStatus | undefined {
  return STATUSES.filter((known) => known === member(record, "status"))[0];
}

function parse(record: Json): HandoverUpdate | undefined {
  const status = readStatus(record);
  if (status === undefined) {
    return undefined;
  }
  const update: HandoverUpdate = { status };
  for (const key of ["estimatedWaitTime", "position"] as const) {
    const number = readNumber(record, key);
    if (number !== undefined) {
      update[key] = number;
    }
  }
  for (const key of ["agentId", "agentName"] as const) {
    const text = readText(record, key);
    if (text !== undefined) {
      update[key] = text;
    }
  }
  return update;
}

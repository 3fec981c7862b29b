/**
 * The customer's Endpoint has a relay, and whether it forwards to agents at the moment.
 *
 * @where `input.data.engageRelay`
 * @writer relay
 * @reader nodes
 * @secret `realtimeAccessToken`
 * @purpose `relay`
 * @limits valid for 5 minutes
 * @foreign treated as absent, and logged as ignored; Handover then ends with `relay_missing`
 */
import { type Json, readId } from "../core/inbound/read";
import { MEMBERS } from "./members";
import { type Reading, readSealed, type Sealing, writeSealed } from "./sealing";

export interface RelayMark {
  handover: "on" | "off";
  /** The handover that is on, or that the customer or the bot has just ended. Absent where the relay doesn't know it. */
  handoverId?: string;
}

const VERSION = 1;

export function writeRelayMark(sealing: Sealing, mark: RelayMark, id: string) {
  const sealed = writeSealed(sealing, "relay", "realtimeAccessToken", { version: VERSION, ...mark }, id);
  return sealed && { [MEMBERS.relayMark]: sealed };
}

export function readRelayMark(sealing: Sealing, data: Json): Reading<RelayMark> {
  return readSealed(sealing, "relay", ["realtimeAccessToken"], data[MEMBERS.relayMark], parse);
}

function parse(record: Json): RelayMark | undefined {
  const { version, handover } = record;
  if (version !== VERSION || (handover !== "on" && handover !== "off")) {
    return undefined;
  }
  const handoverId = readId(record, "handoverId");
  return { handover, ...(handoverId !== undefined && { handoverId }) };
}

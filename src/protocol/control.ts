/**
 * What a node asks of the relay: a handover begins, or the bot has taken the customer back.
 *
 * @where `output.data._engage`
 * @writer nodes
 * @reader relay
 * @secret `realtimeAccessToken`
 * @purpose `control`
 * @limits valid for 5 minutes, obeyed once; never shown to the customer
 * @foreign not obeyed, and logged as `control_refused`
 */
import { type Json, readId, readText } from "../core/inbound/read";
import { MEMBERS } from "./members";
import { type Reading, readSealed, type Sealing, writeSealed } from "./sealing";

export type Control =
  | { action: "start"; handoverId: string; ref: string; name: string }
  /** Without `handoverId`: whichever handover is on. */
  | { action: "end"; handoverId?: string; interventionId?: string };

const VERSION = 1;

export function writeControl(sealing: Sealing, control: Control, id: string) {
  const sealed = writeSealed(sealing, "control", "realtimeAccessToken", { version: VERSION, ...control }, id);
  return sealed && { [MEMBERS.control]: sealed };
}

export function readControl(sealing: Sealing, data: Json): Reading<Control> {
  return readSealed(sealing, "control", ["realtimeAccessToken"], data[MEMBERS.control], parse);
}

function parse(record: Json): Control | undefined {
  const handoverId = readId(record, "handoverId");
  const ref = readText(record, "ref");
  if (record.version === VERSION && record.action === "start" && handoverId !== undefined && ref) {
    return { action: "start", handoverId, ref, name: readText(record, "name") || "" };
  }
  if (record.version === VERSION && record.action === "end") {
    const interventionId = readId(record, "interventionId");
    return {
      action: "end",
      ...(handoverId !== undefined && { handoverId }),
      ...(interventionId !== undefined && { interventionId }),
    };
  }
  return undefined;
}

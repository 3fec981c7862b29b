/**
 * What nodes say to the transformer of their Endpoint: a handover begins, or the bot has taken the customer back. Also
 * that the bot opens or closes an intervention itself, so nobody takes that for an agent who joins or leaves.
 *
 * @where `output.data._engage`
 * @writer nodes
 * @reader relay, hub
 * @secret `realtimeAccessToken` for the relay, `accessToken` for the hub
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
  | { action: "end"; handoverId?: string }
  | { action: "closing" | "notClosed"; interventionId: string }
  /** `userId`: the token's, where Engage tells it. */
  | { action: "opened"; interventionId: string; userId?: string };

export type ControlTarget = "relay" | "hub";

const SECRETS = { relay: "realtimeAccessToken", hub: "accessToken" } as const;

const VERSION = 1;

export function writeControl(target: ControlTarget, sealing: Sealing, control: Control, id: string) {
  const sealed = writeSealed(sealing, "control", SECRETS[target], { version: VERSION, ...control }, id);
  return sealed && { [MEMBERS.control]: sealed };
}

export function readControl(target: ControlTarget, sealing: Sealing, data: Json): Reading<Control> {
  return readSealed(sealing, "control", [SECRETS[target]], data[MEMBERS.control], parse);
}

function parse(record: Json): Control | undefined {
  const { version, action } = record;
  const handoverId = readId(record, "handoverId");
  const interventionId = readId(record, "interventionId");
  const ref = readText(record, "ref");
  if (version !== VERSION) {
    return undefined;
  }
  if (action === "start" && handoverId !== undefined && ref) {
    return { action, handoverId, ref, name: readText(record, "name") || "" };
  }
  if (action === "end") {
    return { action, ...(handoverId !== undefined && { handoverId }) };
  }
  if ((action === "closing" || action === "notClosed") && interventionId !== undefined) {
    return { action, interventionId };
  }
  if (action === "opened" && interventionId !== undefined) {
    const userId = readId(record, "userId");
    return { action, interventionId, ...(userId !== undefined && { userId }) };
  }
  return undefined;
}

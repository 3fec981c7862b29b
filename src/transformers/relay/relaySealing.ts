/** What the relay seals with, and its mark on what reaches the Flow. */
import { writeRelayMark } from "../../protocol/relayMark";
import type { Sealing } from "../../protocol/sealing";
import type { RelaySettings } from "./relayConfig";
import type { RelayState } from "./relayState";

export function sealingOf({ hmac, token }: RelaySettings, sessionId: string): Sealing {
  return { hmac, realtimeAccessToken: token, sessionId, nowMs: Date.now() };
}

export function markOf(sealing: Sealing, { isOn, handoverId }: RelayState["forwarding"]) {
  const mark = isOn
    ? ({ handover: "on", ...(handoverId !== "" && { handoverId }) } as const)
    : ({ handover: "off" } as const);
  return writeRelayMark(sealing, mark, uuid.v4());
}

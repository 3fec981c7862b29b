/** What the relay seals with, and its mark on what reaches the Flow. */
import { writeRelayMark } from "../../protocol/relayMark";
import type { Sealing } from "../../protocol/sealing";
import type { RelaySettings } from "./relayConfig";
import type { RelayState } from "./relayState";

export function sealingOf({ hmac, token }: RelaySettings, sessionId: string): Sealing {
  return { hmac, realtimeAccessToken: token, sessionId, nowMs: Date.now() };
}

export function markOf(sealing: Sealing, { isOn, handoverId, awaitsEnd }: RelayState["forwarding"]) {
  // After a cancel phrase, the Flow closes this handover and not the next, which may begin meanwhile.
  const isKnown = handoverId !== "" && (isOn || awaitsEnd);
  const mark = { handover: isOn ? "on" : "off", ...(isKnown && { handoverId }) } as const;
  return writeRelayMark(sealing, mark, uuid.v4());
}

/** The sealed parts of an input: a Webchat client may send any `data`, so what carries no seal that holds doesn't exist. */
import type { Json } from "../../core/inbound/read";
import { type EngageClaim, readEngageClaim } from "../../protocol/engageClaim";
import { type HandoverUpdate, readHandoverUpdate } from "../../protocol/handoverUpdate";
import { MEMBERS } from "../../protocol/members";
import { type RelayMark, readRelayMark } from "../../protocol/relayMark";
import type { Reading, Sealing } from "../../protocol/sealing";
import { readWork, type WorkItem } from "../../protocol/work";

export interface Claims {
  engage: EngageClaim | undefined;
  relay: RelayMark | undefined;
  handover: HandoverUpdate | undefined;
  /** Items of a version that this one can't read are `undefined`. */
  work: (WorkItem | undefined)[] | undefined;
  /** Members of `data` that claim to be ours without a seal that holds, for the log. */
  rejected: string[];
}

export function readClaims(sealing: Sealing, data: Json): Claims {
  const readings = {
    engage: readEngageClaim(sealing, data),
    relay: readRelayMark(sealing, data),
    handover: readHandoverUpdate(sealing, data),
    work: readWork(sealing, data),
  };
  const isRejected = (reading: Reading<unknown>) => !reading.ok && reading.reason !== "absent";
  return {
    engage: claimOf(readings.engage),
    relay: claimOf(readings.relay),
    handover: claimOf(readings.handover),
    work: claimOf(readings.work),
    rejected: [
      ...(isRejected(readings.engage) ? [MEMBERS.engageClaim] : []),
      ...(isRejected(readings.relay) ? [MEMBERS.relayMark] : []),
      ...(isRejected(readings.handover) ? [MEMBERS.handoverUpdate] : []),
      ...(isRejected(readings.work) ? [MEMBERS.work] : []),
    ],
  };
}

function claimOf<T>(reading: Reading<T>): T | undefined {
  return reading.ok ? reading.value : undefined;
}

/**
 * What Receive Engage Events brings to an Endpoint: agents' words and news for the customer's relay, and what was in a batch
 * for the hub itself.
 *
 * @where body of `/notify` and `/inject`
 * @writer Receive Engage Events
 * @reader relay, hub
 * @secret `realtimeAccessToken` for the relay, `accessToken` for the hub
 * @purpose `delivery`
 * @limits taken once, valid for 5 minutes; text up to 10,000 characters
 * @foreign goes to the customer or the Flow as anybody's words: without our members of `data`
 */
import { type Json, readId, readNumber, readRecord, readText } from "../core/inbound/read";
import { type Reading, readSealed, type Sealing, writeSealed } from "./sealing";

export interface Delivery {
  userId: string;
  sessionId: string;
  text: string;
  data: Json;
  /** The thread id at Engage, for a relay that lost its state. */
  ref?: string;
  /** Which handover it is about, where the platforms let the id travel. */
  handoverId?: string;
  /** Which intervention ended. */
  interventionId?: string;
  /** When it happened by Engage's clock, where Engage says so. */
  atMs?: number;
}

export type DeliveryTarget = "relay" | "hub";

const SECRETS = { relay: "realtimeAccessToken", hub: "accessToken" } as const;

export function writeDelivery(target: DeliveryTarget, sealing: Sealing, delivery: Delivery, id: string) {
  return writeSealed(sealing, "delivery", SECRETS[target], delivery, id);
}

export function readDelivery(target: DeliveryTarget, sealing: Sealing, body: Json): Reading<Delivery> {
  return readSealed(sealing, "delivery", [SECRETS[target]], body, (record) => {
    const delivery: Delivery = {
      userId: readText(record, "userId") || "",
      sessionId: readText(record, "sessionId") || "",
      text: readText(record, "text") || "",
      data: readRecord(record, "data") || {},
    };
    const atMs = readNumber(record, "atMs");
    const ref = readText(record, "ref");
    const handoverId = readId(record, "handoverId");
    const interventionId = readId(record, "interventionId");
    return {
      ...delivery,
      ...(atMs !== undefined && { atMs }),
      ...(ref !== undefined && { ref }),
      ...(handoverId !== undefined && { handoverId }),
      ...(interventionId !== undefined && { interventionId }),
    };
  });
}

/** The PubSubHubbub handshake by which a webhook endpoint proves itself. */
import { randomBytes } from "node:crypto";
import type { Webhook } from "../domain/records";
import type { LoopbackHttp } from "../outbound/LoopbackHttp";

export interface Handshake {
  webhookId: string;
  url: string;
  startedAt: number;
  challenge: string;
  status: number | undefined;
  /** Undefined while it runs and when the endpoint has proved itself. */
  failure: string | undefined;
  ms: number | undefined;
}

export async function shakeHands(
  http: LoopbackHttp,
  webhook: Webhook,
  headers: Record<string, string>,
  timeoutMs: number,
  records: Handshake[],
): Promise<boolean> {
  const challenge = randomBytes(16).toString("hex");
  const url = new URL(webhook.url);
  url.searchParams.append("hub.mode", "subscribe");
  url.searchParams.append("hub.challenge", challenge);
  url.searchParams.append("hub.verify_token", webhook.verify_token ?? "");
  const record: Handshake = {
    webhookId: webhook.id,
    url: url.href,
    startedAt: Date.now(),
    challenge,
    status: undefined,
    failure: undefined,
    ms: undefined,
  };
  records.push(record);
  try {
    const answer = await http.send({ method: "GET", url: url.href, headers, timeoutMs });
    record.status = answer.status;
    if (answer.status !== 200) {
      record.failure = `status ${answer.status} instead of 200`;
    } else if (answer.bytes.toString() !== challenge) {
      // A challenge in quotes is JSON, not the challenge.
      record.failure = "the body is not the challenge";
    }
  } catch (error) {
    record.failure = error instanceof Error ? error.message : String(error);
  }
  record.ms = Date.now() - record.startedAt;
  return record.failure === undefined;
}

/** Inputs of a Flow as the platforms and our own parts make them, and a Connection to the stand-in. */
import { toConnection } from "../sandbox/app/toConnection";
import type { EngageStandIn } from "../sandbox/engage/startEngage";
import { seal } from "../src/core/seal";
import type { SealPurpose } from "../src/protocol/sealing";
import { writeSessionReference } from "../src/protocol/sessionReference";
import { hmac } from "./hmac";

export const SESSION = "2c44d1d3-98a4-469e-91c4-186298e22e5b";
export const USER = "1f0e9a52-8f0c-4f1d-9a3b-2a6f1c0d9e87";
export const URL_TOKEN = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/** A customer's message in Webchat. */
export const SESSION_INPUT = {
  userId: USER,
  sessionId: SESSION,
  URLToken: URL_TOKEN,
  inputId: "input-1",
  endpointType: "webchat3",
  text: "Hi",
  language: "en-US",
};

/** All fields of the Connection, right ones. */
export function connectionOf(engage: EngageStandIn): Record<string, string> {
  return toConnection(engage, "http://127.0.0.1:1");
}

/** The thread id that the bridge gives Engage for the session above. */
export function referenceOf(realtimeAccessToken: string): string {
  return writeSessionReference(hmac, realtimeAccessToken, { userId: USER, sessionId: SESSION, URLToken: URL_TOKEN });
}

/** Part of an input as hub or relay would have sealed it. */
export function sealed(
  purpose: SealPurpose,
  secret: string,
  payload: object,
  change: { sessionId?: string; ageMs?: number } = {},
) {
  return seal(
    hmac,
    { purpose, secret, sessionId: change.sessionId ?? SESSION },
    payload,
    Date.now() - (change.ageMs ?? 0),
    "seal-1",
  );
}

/** The input of a customer's message on route `channel`, as the hub passes it. */
export function channelInputOf({ seed }: EngageStandIn, change: Record<string, unknown> = {}): Record<string, unknown> {
  const claim = {
    route: "channel",
    threadId: seed.thread.id,
    contentId: seed.content.id,
    identityId: seed.content.author_id,
    sourceId: seed.thread.source_id,
    interventionId: null,
    ...change,
  };
  return { endpointType: "webhook", data: { engage: sealed("engage", seed.tokens.bot, claim) } };
}

/** The input of a customer's message behind the relay, route `bridge`. */
export function bridgeInputOf({ seed }: EngageStandIn, handover: "on" | "off" = "off"): Record<string, unknown> {
  return { data: { engageRelay: sealed("relay", seed.realtimeAccessToken, { version: 1, handover }) } };
}

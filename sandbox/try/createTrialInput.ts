/** The Flow's input for a trial: a customer's message, with a sealed `data.engage` where route channel is simulated. */
import { createHmac, randomUUID } from "node:crypto";
import type { Hmac } from "../../src/core/hmac";
import { writeEngageClaim } from "../../src/protocol/engageClaim";

const hmac: Hmac = (algorithm, key, data) => createHmac(algorithm, key).update(data).digest();

export function createTrialInput(
  given: Readonly<Record<string, unknown>>,
  claim: Readonly<Record<string, string>> | undefined,
  accessToken: string,
): Record<string, unknown> {
  const input = {
    text: "Hello",
    userId: claim?.identityId ?? "try-user",
    // The hub's sessions are the threads of Engage.
    sessionId: claim?.threadId ?? `try-${randomUUID()}`,
    inputId: `try-${randomUUID()}`,
    URLToken: "",
    endpointType: "webhook",
    channel: "webhook",
    language: "en-US",
    ...given,
  };
  if (claim === undefined) {
    return input;
  }
  const sealing = { hmac, accessToken, sessionId: String(input.sessionId), nowMs: Date.now() };
  const data = typeof given.data === "object" && given.data !== null ? given.data : {};
  return {
    ...input,
    data: { ...data, ...writeEngageClaim(sealing, { route: "channel", ...claim }, randomUUID()) },
  };
}

/** Signed calls to the realtime endpoint of a Channel SDK source, and what its answers tell. */
import type { Hmac } from "../../src/core/hmac";
import { SIGNATURE_HEADER, signBody } from "../../src/core/signature";
import { parseRealtimeUrl } from "../../src/engage/engageUrls";
import type { HttpExchange, HttpOutcome } from "../../src/engage/httpExchange";
import { USER_AGENT } from "../../src/engage/rest";

const REQUEST_MS = 8_000;

export function createRealtimeProbe(
  exchange: HttpExchange,
  hmac: Hmac,
  settings: { realtimeUrl: string; accessToken: string },
) {
  const send = (action: string, params: object): Promise<HttpOutcome> => {
    const body = JSON.stringify({ action, params });
    return exchange.send(
      {
        method: "POST",
        url: parseRealtimeUrl(settings.realtimeUrl).url,
        headers: {
          "Content-Type": "application/json",
          "User-Agent": USER_AGENT,
          [SIGNATURE_HEADER]: signBody(hmac, settings.accessToken, body),
        },
        body,
      },
      REQUEST_MS,
    );
  };
  return {
    /** No such action exists; Engage says so only to those whose signature is right. */
    askNothing: () => send("setup.check", {}),
    /** A message without anything in it: refused as a message, or as an action that nobody declared. */
    askForMessages: () => send("messages.create", {}),
    createAgentIdentity: (foreignId: string, screenname: string, at: string) =>
      send("users.create", { id: foreignId, screenname, created_at: at, updated_at: at, puppetizable: true }),
  };
}

export function textOf(outcome: HttpOutcome): string {
  return outcome.kind === "answered" ? outcome.body : outcome.what;
}

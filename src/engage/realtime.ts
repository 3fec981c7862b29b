/** The Send API of a Channel SDK source: signed calls that write into Engage as if a channel had. */
import { EngageError, type EngageErrorCode } from "../core/errors";
import type { Hmac } from "../core/hmac";
import type { EngageAuthor } from "../core/profile";
import { SIGNATURE_HEADER, signBody } from "../core/signature";
import { excerpt } from "./answerError";
import type { RealtimeSettings } from "./engageSettings";
import { type RequestContext, request } from "./request";
import { USER_AGENT } from "./rest";
import { RETRY_POLICIES } from "./retryPolicy";

export interface RealtimeMessage {
  /** Ours and stable: Engage maps a repeat onto the same message. */
  id: string;
  thread_id: string;
  author: EngageAuthor;
  body: string;
  format: "text";
  /** Without `reply` some set-ups let no agent answer. */
  actions: readonly ["show", "reply"];
  created_at: string;
  language?: string;
  context_data?: Readonly<Record<string, string | string[]>>;
}

/** Engage's texts, and what they mean for the person who set the connection up. Engage may wrap them in JSON. */
const REFUSALS: readonly [text: string, code: EngageErrorCode, hint: string][] = [
  [
    "Invalid signature",
    "unauthorized",
    "Check the Realtime Access Token in the Connection: it is the API access token of the Channel SDK source, not the REST token.",
  ],
  [
    "Source not found",
    "not_found",
    "Check the Realtime Endpoint URL in the Connection: copy it from the settings of the Channel SDK source.",
  ],
  [
    "Invalid action",
    "configuration",
    "Save the Channel SDK source in Engage once more, so Engage asks the hub what it supports (implementation.info).",
  ],
  ["too many typing requests", "rate_limited", "Engage takes one typing event per conversation every two seconds."],
];

export function createRealtime(context: RequestContext, settings: RealtimeSettings, hmac: Hmac) {
  const path = new URL(settings.url).pathname;
  const call = async (action: string, params: object): Promise<void> => {
    const body = JSON.stringify({ action, params });
    // Any 2xx is a success; the body is the text `ok`, not JSON.
    await request(context, {
      method: "POST",
      url: settings.url,
      path: `${path} ${action}`,
      headers: {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        [SIGNATURE_HEADER]: signBody(hmac, settings.accessToken, body),
      },
      body,
      policy: RETRY_POLICIES.realtime,
      toError: (status, text) => toRefusal(action, status, text),
    });
  };
  return {
    createMessage: (message: RealtimeMessage) => call("messages.create", message),
  };
}

function toRefusal(action: string, status: number, text: string): EngageError | undefined {
  const known = REFUSALS.find(([refusal]) => text.includes(refusal));
  if (!known) {
    return undefined;
  }
  const [, code, hint] = known;
  return new EngageError(code, `Engage's realtime endpoint refused ${action} with ${status}: ${excerpt(text)}`, {
    httpStatus: status,
    retryable: code === "rate_limited",
    hint,
  });
}

/** What each code in the transformers' log lines means, and what to do about it. A test compares them with src/transformers. */
import { toCode, toTable } from "./markdown";

interface Explanation {
  by: "hub" | "relay" | "both";
  meaning: string;
  remedy: string;
}

export const LOG_CODES: Readonly<Record<string, Explanation>> = {
  configuration: {
    by: "both",
    meaning: "The named settings are empty, still a placeholder or of the wrong type",
    remedy: 'Fill them in and save the Endpoint. With "its default is used", everything else works',
  },
  handshake_refused: {
    by: "hub",
    meaning: "A GET without the right verification token, mode or challenge",
    remedy: "Compare the verification token and activate the webhook again. Otherwise someone else called",
  },
  webhook_secret_wrong: {
    by: "hub",
    meaning: "A webhook delivery without the right secret",
    remedy: "Compare the secret in webhook and hub",
  },
  event_unreadable: {
    by: "hub",
    meaning: "An event without ID, type or metadata was ignored",
    remedy: "Report it with the kind of event if it repeats",
  },
  event_incomplete: {
    by: "hub",
    meaning: "A change of a handover names no customer, so the hub doesn't know the session",
    remedy: "Categories are right anyway. Report it if `completed` is missing",
  },
  attachments_unreadable: {
    by: "hub",
    meaning: "The hub couldn't read a message's files. The Flow got the message without them",
    remedy: "Check `read` on the source, and the status in the line",
  },
  delivery_too_large: {
    by: "hub",
    meaning: "A delivery has more events than one run can carry out. Engage sends the rest again",
    remedy: "Nothing. If it happens often, Engage couldn't reach the hub for a while",
  },
  reply_target_unknown: {
    by: "hub",
    meaning: "An output has no message to reply to",
    remedy: "Nothing. The customer's next message fixes it",
  },
  reply_failed: {
    by: "hub",
    meaning: "Engage didn't accept an answer of the bot",
    remedy:
      "Look at the status. 401 or 403: check the token and its permissions. 422: Engage doesn't accept the content. 429: too many requests. 5xx: Engage fails. Check `ENGAGE_API_URL`, too",
  },
  bridge_not_set_up: {
    by: "hub",
    meaning: "A Channel SDK call arrived, but the hub has no realtime token",
    remedy: "Fill in the two realtime settings, or remove the Base URI in Engage",
  },
  base_uri_key_wrong: {
    by: "hub",
    meaning: "`?key=` is missing or wrong",
    remedy: "Compare the Base URI of the source with `ENGAGE_BASE_URI_KEY`",
  },
  body_too_large: {
    by: "hub",
    meaning: "A Channel SDK call with more than 256 kB",
    remedy: "Nothing. Engage doesn't send that",
  },
  body_too_deep: {
    by: "hub",
    meaning: "A Channel SDK call that is nested too deep",
    remedy: "Nothing. Engage doesn't send that",
  },
  signature_missing: {
    by: "hub",
    meaning: "A Channel SDK call without a signature",
    remedy: "A proxy may have removed the header `X-SMCCSDK-SIGNATURE`. Otherwise someone else called",
  },
  signature_mismatch: {
    by: "hub",
    meaning: "The signature of a Channel SDK call doesn't fit",
    remedy: "Compare the realtime token in Engage and hub. If they are equal, see `signaturePolicy`",
  },
  session_reference_invalid: {
    by: "hub",
    meaning: "The conversation wasn't started by this installation, or with another realtime token",
    remedy: "Expected after a change of the token: start these handovers again",
  },
  undelivered: {
    by: "relay",
    meaning: "A customer's message didn't reach Engage. The Flow was informed",
    remedy: "Check the status in the line, the Realtime Endpoint URL and the token",
  },
  file_refused: {
    by: "relay",
    meaning: "A customer's file isn't on one of the `attachmentHosts`. The agent only reads its name",
    remedy: "If you host uploads yourself, add the host to `attachmentHosts`",
  },
  note_failed: {
    by: "relay",
    meaning: "The agent didn't get the note that the customer left, returned or cancelled",
    remedy: "As for `undelivered`",
  },
  mirror_failed: {
    by: "relay",
    meaning: "A line of the conversation with the bot is missing in Engage",
    remedy: "As for `undelivered`",
  },
  control_refused: {
    by: "relay",
    meaning: "A control message wasn't sealed by our nodes, is too old, or was used before",
    remedy: "Compare the realtime token in Connection and relay. Otherwise a Flow writes `_engage` itself",
  },
};

export function renderLogCodes(): string {
  return toTable(
    ["Code", "By", "What happened", "What to do"],
    Object.entries(LOG_CODES).map(([code, { by, meaning, remedy }]) => [toCode(code), by, meaning, remedy]),
  );
}

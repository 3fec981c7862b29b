/** What each error code of the nodes means, and what to do about it. The compiler asks for every code. */
import { ENGAGE_ERROR_CODES, type EngageErrorCode } from "../../src/core/errors";
import { toCode, toTable } from "./markdown";

interface Explanation {
  meaning: string;
  remedy: string;
}

export const ERROR_CODES: Readonly<Record<EngageErrorCode, Explanation>> = {
  unauthorized: {
    meaning: "Engage rejected the token, or the realtime signature is wrong",
    remedy:
      "Check that the API access token is enabled and belongs to the account of the Base API URL. For realtime: use the token of the source",
  },
  forbidden: {
    meaning: "The token's user lacks a permission, or the state of the conversation forbids the action",
    remedy: "Compare the user's role with the permissions list; check `read` and `reply` on the source",
  },
  not_found: {
    meaning: "Engage doesn't know the ID, or the token's user can't read the source",
    remedy: "Check the ID and the permission on the source. Use the node after the handover",
  },
  conflict: {
    meaning: "Engage was still working on the same object after several tries",
    remedy: "Try again later. Don't let several nodes or rules change the same conversation at once",
  },
  invalid_request: {
    meaning: "Engage rejected a value (400, 422)",
    remedy: "Check the IDs in the node: they must exist in this account",
  },
  rate_limited: {
    meaning: "More than 500 requests a minute",
    remedy: "Use fewer look-ups per message. Other integrations may count too",
  },
  timeout: {
    meaning: "No answer within 5 s, or the node's 15 s are over",
    remedy: "Try again. If it stays, check firewall and proxy, or Engage is slow",
  },
  network: {
    meaning: "No connection, a broken one, or an untrusted certificate",
    remedy: "Check address, DNS, firewall and proxy. The message contains the reason",
  },
  proxy_refused: {
    meaning: "A proxy between Cognigy.AI and Engage rejected the request (403, 407)",
    remedy: "407: correct the user name and password in `HTTPS_PROXY`. 403: ask the proxy's admin to allow the hosts",
  },
  server_error: {
    meaning: "Engage answered with a 5xx status",
    remedy: "Try again later. If it lasts, ask RingCentral",
  },
  bad_response: {
    meaning: "Something other than Engage's API answered: a login page, a redirect, other JSON",
    remedy: "Check the Base API URL and the proxy",
  },
  configuration: {
    meaning: "A field of the Connection or the node is missing or unusable",
    remedy: "Do what the hint says. It names the field",
  },
  thread_id_missing: {
    meaning: "The node doesn't know which conversation you mean",
    remedy: "Behind the hub: use the same API access token in hub and Connection. Elsewhere: fill in the Thread ID",
  },
  identity_id_missing: {
    meaning: "Update Engage Customer doesn't know the customer",
    remedy: "Fill in the Identity ID",
  },
  thread_closed: {
    meaning: "The conversation is closed in Engage",
    remedy: "Open it there. On a channel of Engage, the customer's next message opens a new one",
  },
  categories_not_applied: {
    meaning: "Engage accepted the categories but didn't set all of them, or a rule changed them back",
    remedy: "Admin > Categories: was one deleted or made unselectable? Does a rule set the Bot category again?",
  },
  not_intervention_owner: {
    meaning: "The intervention belongs to another user",
    remedy: "Give the token's user the permission `update_intervention`",
  },
  thread_not_closable: {
    meaning: "This kind of source can't close threads, or the permission is missing. You find it in `threadError`",
    remedy: "Give the permission `close_content_thread`, or turn off *Also close the thread*",
  },
  hours_unknown: {
    meaning: "Which time sheet counts, or what it says, isn't known. The message says why",
    remedy: "Follow the hint, or choose a time sheet in the node",
  },
  queue_unknown: {
    meaning: "There are more tasks than the node may read, and the conversation isn't among them",
    remedy: "Choose the Channel in the node",
  },
  availability_unknown: {
    meaning: "The token can't see agents, and *If availability can't be known* is set to Error",
    remedy: "Give the permission `monitor_tasks`, or choose another setting",
  },
  note_not_delivered: {
    meaning: "Engage took the note neither on an intervention nor on a task",
    remedy: "Write it before the handover, or once an agent has taken the conversation",
  },
  relay_missing: {
    meaning: "The customer's Endpoint has no relay, or the relay has other tokens than the Connection",
    remedy: "Paste `engage-relay` into the Endpoint, turn its switches on, compare the tokens",
  },
  unsupported_endpoint: {
    meaning: "The node runs in the Interaction Panel, where there is no customer",
    remedy: "Test through a real Endpoint, or fill in a Thread ID",
  },
  session_reference_too_long: {
    meaning: "User ID, session ID and Endpoint token have more than 255 characters together",
    remedy: "Use shorter IDs. A UUID each is ideal",
  },
  invalid_message: {
    meaning: "The message breaks a limit of its type or channel",
    remedy: "Correct the fields that the error names, or turn on *Fit automatically*",
  },
  image_unusable: {
    meaning: "The image is a redirect, private, no PNG or JPEG, larger than 5 MB, or didn't arrive",
    remedy: "Use an address that anyone can open, or an attachment's ID",
  },
  unexpected: {
    meaning: "A defect of this Extension",
    remedy: "Report it with the entry in the Project's logs",
  },
};

export function renderErrorCodes(): string {
  return toTable(
    ["Code", "What happened", "What to do"],
    ENGAGE_ERROR_CODES.map((code) => [toCode(code), ERROR_CODES[code].meaning, ERROR_CODES[code].remedy]),
  );
}

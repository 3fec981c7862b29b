/** The realtime endpoint of Channel SDK sources: checks in the documented order, then acts. */
import type { EngageDomain } from "../domain/EngageDomain";
import type { Source } from "../domain/records";
import { RealtimeError } from "./RealtimeError";
import { isSignedWith } from "./realtimeSignature";
import type { SdkInbox } from "./SdkInbox";

const MAXIMUM_BYTES = 20_971_520;

export interface RealtimeRequest {
  sourceId: string;
  bytes: Uint8Array;
  /** Header `X-SMCCSDK-SIGNATURE`, or the query parameter `signature`. */
  signature: string | undefined;
}

export function receiveRealtime(domain: EngageDomain, inbox: SdkInbox, request: RealtimeRequest): void {
  if (request.bytes.length > MAXIMUM_BYTES) {
    throw new RealtimeError("tooLarge");
  }
  const { action, params } = readEnvelope(request.bytes);
  const source = domain.sources.get(request.sourceId);
  if (!source?.sdk) {
    throw new RealtimeError("unknownSource");
  }
  if (!isSignedWith(source.sdk.realtimeAccessToken, request.bytes, request.signature)) {
    throw new RealtimeError("badSignature");
  }
  const act = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (act === undefined || !isDeclared(source, action)) {
    throw new RealtimeError("unknownAction");
  }
  act(inbox, source, params);
}

function readEnvelope(bytes: Uint8Array): { action: string; params: unknown } {
  const envelope = parseJson(bytes);
  if (typeof envelope !== "object" || envelope === null || !("action" in envelope) || !("params" in envelope)) {
    throw new RealtimeError("malformed");
  }
  const { action, params } = envelope;
  if (typeof action !== "string" || typeof params !== "object" || params === null) {
    throw new RealtimeError("malformed");
  }
  return { action, params };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new RealtimeError("notJson");
  }
}

const ACTIONS: Record<string, (inbox: SdkInbox, source: Source, params: unknown) => void> = {
  "messages.create": (inbox, source, params) => inbox.createMessage(source, params),
  "private_messages.create": (inbox, source, params) => inbox.createPrivateMessage(source, params),
  "threads.create": (inbox, source, params) => inbox.createThread(source, params),
  "users.create": (inbox, source, params) => inbox.createUser(source, params),
  "status.mark_as_read": (inbox, source, params) => inbox.markAsRead(source, params),
  "typing.start": (inbox, source, params) => inbox.setTyping(source, params, true),
  "typing.stop": (inbox, source, params) => inbox.setTyping(source, params, false),
};

/** Only what the last `implementation.info` declared; users need no entry, typing is an option. */
function isDeclared(source: Source, action: string): boolean {
  const [resource = "", verb = ""] = action.split(".");
  const implementation = source.sdk?.implementation;
  if (resource === "users") {
    return true;
  }
  if (resource === "typing") {
    return implementation?.options.includes("messaging.typing_indicator") ?? false;
  }
  const declared = implementation?.objects[resource];
  return resource === "status" ? (declared?.includes(verb) ?? false) : declared !== undefined;
}

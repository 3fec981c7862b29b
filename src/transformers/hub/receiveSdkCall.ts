/** Channel SDK calls: verified, answered with a signed body, and what they bring handed to Receive Engage Events. */
import { isEqualConstantTime } from "../../core/hmac";
import { type Json, readText } from "../../core/inbound/read";
import { decideSdkAction, isQueueUpdateDue } from "../../core/inbound/sdkAction";
import { type UsualForm, verifySdkSignature } from "../../core/inbound/sdkSignature";
import { SIGNATURE_HEADER, signBody } from "../../core/signature";
import { readHandoverId, toAgentMessageId } from "../../protocol/messageIds";
import { readSessionReference } from "../../protocol/sessionReference";
import type { WorkItem } from "../../protocol/work";
import { type FlowInput, type InputArguments, type PlatformRequest, readHeader, respond } from "../platform";
import type { HubSettings } from "./hubConfig";
import { toWorkInput } from "./hubSession";
import { logProblem } from "./logProblem";
import { openThreadMemory } from "./threadMemory";

/** An agent's message has 20,000 characters at most; files come as addresses. */
const MAX_BODY_BYTES = 256 * 1024;

/** Only decides which form is tried first, so losing or sharing it does no harm. */
const usualForm: UsualForm = { form: 0 };

export async function receiveSdkCall(
  { request, response }: InputArguments,
  body: Json,
  settings: HubSettings,
): Promise<FlowInput | null> {
  const refusal = checkCaller(request, body, settings);
  if (refusal !== undefined) {
    logProblem(refusal.code, `a Channel SDK call was refused`);
    respond(response, refusal.status, refusal.text);
    return null;
  }
  const answer = (status: number, value: unknown): null => {
    const text = JSON.stringify(value);
    respond(response, status, text, {
      "Content-Type": "application/json; charset=utf-8",
      [SIGNATURE_HEADER]: signBody(settings.hmac, settings.realtimeAccessToken, text),
    });
    return null;
  };
  const decision = decideSdkAction(body, (text) =>
    settings.hmac("sha256", "engage-hub", text).toString("hex").slice(0, 24),
  );
  if (decision.kind === "answer") {
    return answer(decision.status, decision.body);
  }

  const threadRef = decision.kind === "message" ? decision.message.threadRef : decision.update.threadRef;
  const session = readSessionReference(settings.hmac, settings.realtimeAccessToken, threadRef);
  if (session === undefined) {
    logProblem(
      "session_reference_invalid",
      "a call names a conversation that this hub did not make; it was refused for good",
    );
    return answer(200, { error: { fatal: true, message: "This conversation is not known to Cognigy." } });
  }
  const memory = await openThreadMemory(threadRef);
  if (decision.kind === "message") {
    const { inReplyToId, ...message } = decision.message;
    const id = toAgentMessageId(message.contentId);
    const isNew = memory.isNew(`content ${message.contentId}`);
    // Somebody answers: should the customer wait again, the first position is news again.
    memory.noteQueue(undefined);
    const item: WorkItem = {
      kind: "agentMessage",
      session,
      id,
      ...message,
      ...handoverOf(inReplyToId),
      ...(isNew && memory.isOtherAgent(message.agentId) && { isFirstOfAgent: true }),
    };
    const input = isNew ? toWorkInput([item], threadRef, settings) : null;
    answer(200, { id });
    return input;
  }
  const nowMs = Date.now();
  const { position, estimatedWaitTime, inReplyToId, sentAt } = decision.update;
  const atMs = Date.parse(sentAt);
  const { handoverId } = handoverOf(inReplyToId);
  const told = memory.toldQueue();
  const isOfThisHandover = told !== undefined && (handoverId === undefined || told.handoverId === handoverId);
  const last = isOfThisHandover ? told : undefined;
  const isDue = isQueueUpdateDue(decision.update, last, settings.queueLimits, nowMs);
  if (isDue) {
    const sinceMs = (last && last.sinceMs) || nowMs;
    memory.noteQueue({ position, atMs: nowMs, sinceMs, ...(handoverId !== undefined && { handoverId }) });
  }
  const item: WorkItem = {
    kind: "queue",
    session,
    threadRef,
    id: `queue-${nowMs}`,
    ...(atMs > 0 && { atMs }),
    ...(handoverId !== undefined && { handoverId }),
    position,
    estimatedWaitTime,
  };
  const input = isDue ? toWorkInput([item], threadRef, settings) : null;
  answer(200, {});
  return input;
}

function handoverOf(inReplyToId: string | undefined): { handoverId?: string } {
  const handoverId = readHandoverId(inReplyToId);
  return handoverId === undefined ? {} : { handoverId };
}

interface Refusal {
  status: number;
  code: string;
  text: string;
}

/** The key of the address first, as it costs nothing; then the size; then the signature. */
function checkCaller(request: PlatformRequest, body: Json, settings: HubSettings): Refusal | undefined {
  const { baseUriKey, signaturePolicy, realtimeAccessToken, hmac } = settings;
  if (realtimeAccessToken === "") {
    return { status: 422, code: "bridge_not_set_up", text: "Source not found" };
  }
  const key = readText(request.query, "key") || "";
  const isKeyRight = baseUriKey !== "" && isEqualConstantTime(key, baseUriKey);
  if (baseUriKey !== "" && !isKeyRight) {
    return { status: 401, code: "base_uri_key_wrong", text: "Unauthorized" };
  }
  if (isTooLarge(request)) {
    return { status: 413, code: "body_too_large", text: "Payload Too Large" };
  }
  if (signaturePolicy === "key") {
    return undefined;
  }

  const signature = readHeader(request, SIGNATURE_HEADER) || readText(request.query, "signature");
  const raw = toRaw(request.rawBody);
  const verified = verifySdkSignature(hmac, realtimeAccessToken, { raw, parsed: body }, signature, usualForm);
  if (verified.ok) {
    return undefined;
  }
  if (verified.reason === "too-deep") {
    return { status: 413, code: "body_too_deep", text: "Payload Too Large" };
  }
  // A right key may stand in only for a signature that no serialisation matches, not for one that is missing.
  if (signaturePolicy === "signature-or-key" && isKeyRight && verified.reason === "mismatch") {
    return undefined;
  }
  return { status: 422, code: `signature_${verified.reason}`, text: "Invalid signature" };
}

function isTooLarge(request: PlatformRequest): boolean {
  const announced = Number(readHeader(request, "content-length"));
  return !(announced <= MAX_BODY_BYTES) && !(Number.isNaN(announced) && isSmall(request.body));
}

/** Without an announced length the parsed body is looked at, as far as the limit goes. */
function isSmall(value: unknown): boolean {
  let left = MAX_BODY_BYTES;
  const stack: unknown[] = [value];
  while (stack.length > 0 && left > 0) {
    const next = stack.pop();
    left -= typeof next === "string" ? next.length + 2 : 4;
    if (typeof next === "object" && next !== null) {
      for (const key of Object.keys(next)) {
        left -= key.length + 3;
        stack.push((next as Record<string, unknown>)[key]);
      }
    }
  }
  return left > 0;
}

function toRaw(rawBody: unknown): string | Uint8Array | undefined {
  return typeof rawBody === "string" || Buffer.isBuffer(rawBody) ? rawBody : undefined;
}

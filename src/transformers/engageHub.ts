/**
 * engage-hub: the transformer of the Webhook Endpoint to which Engage sends its webhooks and Channel SDK calls, and from
 * which the Flow answers customers on channels of Engage.
 */

import { createHmac } from "crypto";
import type { Hmac } from "../core/hmac";
import { type DecidedUpdate, isNews } from "../core/inbound/decideUpdate";
import { checkHandshake } from "../core/inbound/handshake";
import { member, readNumber, readText, toRecord } from "../core/inbound/read";
import { readDelivery } from "../protocol/delivery";
import { writeEngageClaim } from "../protocol/engageClaim";
import { readStatus, writeHandoverUpdate } from "../protocol/handoverUpdate";
import { MEMBERS, withoutOurMembers } from "../protocol/members";
import { readReplyTarget } from "../protocol/replyTarget";
import { readHubSettings } from "./hub/hubConfig";
import { rememberReplyTarget, sealingOf } from "./hub/hubSession";
import { logProblem } from "./hub/logProblem";
import { receiveEvents } from "./hub/receiveEvents";
import { receiveSdkCall } from "./hub/receiveSdkCall";
import { sendOutput } from "./hub/sendOutput";
import { openThreadMemory } from "./hub/threadMemory";
import {
  type FlowInput,
  type InputArguments,
  type OutputArguments,
  readHeader,
  respond,
  type WebhookHandlers,
} from "./platform";
import { settingsOf } from "./settings";

const hmac: Hmac = (algorithm, key, data) => createHmac(algorithm, key).update(data).digest();

const openHubSettings = settingsOf("engage-hub", (config) => readHubSettings(config, hmac));

async function handleInput(args: InputArguments): Promise<FlowInput | null> {
  const { request, response } = args;
  const settings = openHubSettings(response);
  if (settings === undefined) {
    return null;
  }
  if (request.method.toUpperCase() === "GET") {
    const handshake = checkHandshake(toRecord(request.query) || {}, settings.verificationToken);
    if (!handshake.ok) {
      logProblem("handshake_refused", handshake.reason);
    }
    respond(response, handshake.ok ? 200 : 403, handshake.ok ? handshake.challenge : "Forbidden");
    return null;
  }
  const body = toRecord(request.body);
  const isCall = typeof member(body, "action") === "string";
  // One without events is confirmed as well: Engage switches a webhook off that answers anything but 200.
  if (Array.isArray(member(body, "events")) || (!isCall && readHeader(request, "X-Dimelo-Secret"))) {
    return receiveEvents(args, settings);
  }
  if (body !== undefined && isCall) {
    return receiveSdkCall(args, body, settings);
  }
  respond(response, 422, "Neither a webhook delivery nor a Channel SDK call");
  return null;
}

/** What Receive Engage Events brings back out of a batch: a customer's message or update, into its own session. */
async function handleInject({ request, response }: InputArguments): Promise<FlowInput | null> {
  const settings = openHubSettings(response);
  const body = toRecord(request.body);
  if (settings === undefined || body === undefined) {
    return null;
  }
  const { userId, sessionId, text } = body;
  if (typeof userId !== "string" || typeof sessionId !== "string") {
    return null;
  }
  const sealing = sealingOf(settings, sessionId);
  const reading = readDelivery("hub", sealing, body);
  if (!reading.ok) {
    // Files in the form of the hub's own are as foreign as the rest.
    const { attachments: _, ...foreign } = toRecord(body.data) || {};
    return { userId, sessionId, text: typeof text === "string" ? text : "", data: withoutOurMembers(foreign) };
  }
  // Sent again because the answer was lost: the Flow has run for it.
  const memory = await openThreadMemory(sessionId);
  if (!memory.isNew(`inject ${reading.sealId}`)) {
    return null;
  }
  const { data, text: shown } = reading.value;
  const claim = toRecord(data[MEMBERS.engageClaim]);
  const { isAssumed, ...update } = toRecord(data[MEMBERS.handoverUpdate]) || {};
  const status = readStatus(update);
  // Read at Engage and found true; another event may have said the same in the meantime.
  const atMs = readNumber(toRecord(claim && claim.event), "issuedAt") || 0;
  // A long wait says nothing new of the status.
  const event = readText(update, "event");
  if (isAssumed && status && status !== "error" && event !== "longWait") {
    const agentId = readText(update, "agentId");
    const news: DecidedUpdate = {
      status,
      ...(agentId !== undefined && { agentId }),
      ...(event === "nobodyTookIt" && { event }),
    };
    const isOwn = status === "active" && memory.isOwnOpening(claim || {}, agentId);
    if (isOwn || !isNews(news, atMs, memory.known())) {
      return null;
    }
    memory.noteUpdate(news, atMs);
  }
  const target = readReplyTarget(toRecord(data[MEMBERS.replyTarget]));
  if (target) {
    await rememberReplyTarget(userId, sessionId, target);
  }
  const structuredReply = data[MEMBERS.structuredReply];
  return {
    userId,
    sessionId,
    text: shown,
    data: {
      ...withoutOurMembers(data),
      ...(structuredReply !== undefined && { [MEMBERS.structuredReply]: structuredReply }),
      ...(claim && writeEngageClaim(sealing, claim, uuid.v4())),
      ...(status && writeHandoverUpdate(sealing, { ...update, status }, uuid.v4())),
    },
  };
}

export const handlers = {
  handleInput,
  handleInject,
  handleOutput: async (args: OutputArguments) => {
    const settings = openHubSettings();
    return settings ? sendOutput(args, settings) : null;
  },
} satisfies WebhookHandlers;

/**
 * engage-hub: the transformer of the Webhook Endpoint to which Engage sends its webhooks and Channel SDK calls, and from
 * which the Flow answers customers on channels of Engage.
 */

import { createHmac } from "crypto";
import type { Hmac } from "../core/hmac";
import { checkHandshake } from "../core/inbound/handshake";
import { member, toRecord } from "../core/inbound/read";
import { verifySeal } from "../core/seal";
import { withoutClaims } from "./claims";
import { type HubSettings, readHubSettings } from "./hub/hubConfig";
import { rememberReplyTarget, sealFor, toReplyTarget } from "./hub/hubSession";
import { receiveEvents } from "./hub/receiveEvents";
import { receiveSdkCall } from "./hub/receiveSdkCall";
import { sendOutput } from "./hub/sendOutput";
import { openThreadMemory } from "./hub/threadMemory";
import { type FlowInput, type InputArguments, type OutputArguments, respond, type WebhookHandlers } from "./platform";
import { openSettings } from "./settings";

const hmac: Hmac = (algorithm, key, data) => createHmac(algorithm, key).update(data).digest();

function openHubSettings(response?: InputArguments["response"]): HubSettings | undefined {
  return openSettings("engage-hub", (config) => readHubSettings(config, hmac), response);
}

async function handleInput(args: InputArguments): Promise<FlowInput | null> {
  const { request, response } = args;
  const settings = openHubSettings(response);
  if (settings === undefined) {
    return null;
  }
  if (request.method.toUpperCase() === "GET") {
    const handshake = checkHandshake(toRecord(request.query) || {}, settings.verificationToken);
    if (!handshake.ok) {
      console.error(`engage-hub: handshake_refused: ${handshake.reason}`);
    }
    respond(response, handshake.ok ? 200 : 403, handshake.ok ? handshake.challenge : "Forbidden");
    return null;
  }
  const body = toRecord(request.body);
  if (body !== undefined && Array.isArray(member(body, "events"))) {
    return receiveEvents(args, settings);
  }
  if (body !== undefined && typeof member(body, "action") === "string") {
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
  const data = toRecord(body.data) || {};
  const shown = typeof text === "string" ? text : "";
  const sealContext = { purpose: "work", secret: settings.accessToken, sessionId } as const;
  const sealId = verifySeal(hmac, sealContext, body, Date.now());
  if (sealId === undefined) {
    // Files in the form of the hub's own are as foreign as the rest.
    const { attachments: _, ...foreign } = data;
    return { userId, sessionId, text: shown, data: withoutClaims(foreign) };
  }
  // Sent again because the answer was lost: the Flow has run for it.
  if (!(await openThreadMemory(sessionId)).isNew(`inject ${sealId}`)) {
    return null;
  }

  const { engage: engageData, handover: handoverData, replyTarget, ...rest } = data;
  const engage = toRecord(engageData);
  const handover = toRecord(handoverData);
  const target = toReplyTarget(toRecord(replyTarget));
  if (target) {
    await rememberReplyTarget(userId, sessionId, target);
  }
  return {
    userId,
    sessionId,
    text: shown,
    data: {
      ...rest,
      ...(engage && { engage: sealFor(settings, "engage", sessionId, engage) }),
      ...(handover && { handover: sealFor(settings, "handover", sessionId, handover) }),
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

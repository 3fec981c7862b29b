/** Send Structured Message on each of the routes. */
import { type StructuredType, toSupport } from "../../core/content/structuredMessage";
import { EngageError } from "../../core/errors";
import { replyInIntervention } from "../../engage/replyInIntervention";
import type { NodeOutcome, NodeRun } from "../shared/defineNode";
import type { NodeApi } from "../shared/nodeApi";
import { sayOpened } from "../shared/sayToTransformer";
import { checkOutputs, type Output, toFittingOutputs } from "./fitOutputs";
import { checkImages, hasAttachmentIds, toImageUrls, uploadImages } from "./images";
import type { MessageConfig } from "./messageFields";
import { type Destination, type MessagePlan, planMessage } from "./planMessage";
import { findReplyTarget } from "./replyTarget";
import { toStructuredMessage } from "./toStructuredMessage";

export type MessageRun = NodeRun<MessageConfig>;

/** What documents and samples show the native Endpoint to take; anything else might vanish in it. */
const NATIVE_TYPES: readonly StructuredType[] = [
  "select",
  "rich_link",
  "template",
  "carousel",
  "time_select",
  "apple_pay",
  "authenticate",
];

/** For these a chat of Cognigy has a form of its own. */
const BRIDGE_TYPES: readonly StructuredType[] = ["select", "rich_link", "template", "carousel", "list"];

export async function sendOnChannel(node: MessageRun): Promise<NodeOutcome<never>> {
  const { claims, config, engage } = node;
  // Mistakes of the author are told before anything is asked of Engage.
  const wish = toWish(node);
  const target = await findReplyTarget(node);
  const { channel, contentId, isPrivate, threadId } = target;
  const plan = planMessage(wish, {
    channel,
    supports: toSupport(channel, target.capabilities),
    check: (message) => checkImages(message, channel, config.privateImages),
  });
  const images = plan.message && (await uploadImages(engage, plan.message, channel, config.privateImages));
  const reply = {
    inReplyToId: contentId,
    ...(plan.body !== "" && { body: plan.body }),
    isPrivate,
    ...(images && { structuredContent: images.message }),
  };
  const sent = await replyInIntervention(engage, reply, (opened) => {
    if (claims.engage !== undefined && claims.engage.threadId === threadId) {
      sayOpened(node, opened);
    }
  }).catch((thrown: unknown) => {
    if (thrown instanceof EngageError && thrown.code === "invalid_request") {
      images?.forget();
    }
    throw thrown;
  });
  return toOutcome(node, "channel", plan, {
    contentId: sent.id,
    threadId: sent.thread_id ?? threadId,
    ...toIds(images?.attachmentIds),
  });
}

/** Cognigy's own RingCentral Engage Endpoint carries the command out; the source behind it is not known here. */
export async function sendNatively(node: MessageRun): Promise<NodeOutcome<never>> {
  const { api, config, engage } = node;
  const destination: Destination = { channel: "unknown", supports: (type) => NATIVE_TYPES.includes(type) };
  const plan = planMessage(toWish(node), destination);
  if (!plan.message) {
    sayOutputs(api, toFittingOutputs(undefined, plan.body));
    return toOutcome(node, "native", plan, {});
  }
  const images = await uploadImages(engage, plan.message, "unknown", config.privateImages);
  const json = { command: "structured-content", body: plan.body, structuredContent: images.message };
  // As in a handover: what the Endpoint makes of a text in the same output is not documented.
  sayOutputs(api, checkOutputs([{ text: "", data: { _cognigy: { _ringCentralEngage: { json } } } }]));
  return toOutcome(node, "native", plan, toIds(images.attachmentIds));
}

/** The customer writes on a channel of Cognigy, which has quick replies, cards and images of its own, these by URL. */
export async function sendByBridge(node: MessageRun): Promise<NodeOutcome<never>> {
  const wish = toWish(node);
  const destination: Destination = { channel: "unknown", supports: (type) => BRIDGE_TYPES.includes(type) };
  const plan = planMessage({ ...wish, message: toImageUrls(wish.message) }, destination);
  sayOutputs(node.api, toFittingOutputs(plan.message, plan.body));
  return toOutcome(node, "bridge", { ...plan, adjustments: [...plan.adjustments, ...tellLostImages(plan)] }, {});
}

function sayOutputs(api: NodeApi, outputs: readonly Output[]): void {
  for (const { text, data } of outputs) {
    api.output(text, data);
  }
}

function tellLostImages({ message }: MessagePlan): string[] {
  return message && hasAttachmentIds(message)
    ? ["attachment_id: left out; outside of Engage images are shown by their URL only"]
    : [];
}

function toWish({ config }: MessageRun) {
  return { message: toStructuredMessage(config), body: config.body ?? "", fitAutomatically: config.fitAutomatically };
}

function toIds(attachmentIds: readonly string[] = []): { attachmentIds?: readonly string[] } {
  return attachmentIds.length > 0 ? { attachmentIds } : {};
}

function toOutcome(
  { config }: MessageRun,
  route: string,
  plan: MessagePlan,
  rest: Readonly<Record<string, unknown>>,
): NodeOutcome<never> {
  return {
    result: {
      status: "sent",
      route,
      contentId: null,
      threadId: null,
      type: plan.message?.type ?? "text",
      requestedType: config.messageType,
      adjustments: plan.adjustments,
      ...rest,
    },
  };
}

/** Decides what is sent: the wanted message where it is right and the channel shows it, else the nearest thing to it. */
import type { ChannelKind } from "../../core/content/channelLimits";
import { findLostLinks } from "../../core/content/lostLinks";
import { joinTexts } from "../../core/content/plainText";
import {
  adaptStructuredMessage,
  checkStructuredMessage,
  fitStructuredMessage,
  type StructuredMessage,
  type StructuredType,
  type Violation,
} from "../../core/content/structuredMessage";
import { EngageError } from "../../core/errors";
import { cutText } from "../../core/text";

export interface MessageWish {
  message: StructuredMessage;
  body: string;
  fitAutomatically: boolean;
}

export interface Destination {
  channel: ChannelKind;
  supports(type: StructuredType): boolean;
  /** What this destination has to say beyond the documented limits. */
  check?(message: StructuredMessage): Violation[];
}

export interface MessagePlan {
  /** Without one, the body is all that is sent. */
  message?: StructuredMessage;
  body: string;
  adjustments: string[];
}

/** Engage documents no limit for replies; the Channel SDK's serves. */
const MAX_BODY = 20_000;
/** Here the body is what the customer is asked. */
const NEEDS_BODY: readonly StructuredType[] = ["select", "time_select", "apple_pay"];
const MAX_TOLD = 20;

export function planMessage(wish: MessageWish, { channel, supports, check }: Destination): MessagePlan {
  const { fitAutomatically } = wish;
  const fitted = fitAutomatically
    ? fitStructuredMessage(wish.message, channel)
    : { message: wish.message, adjustments: [] };
  const body = fitAutomatically ? cutText(wish.body, MAX_BODY) : wish.body;
  const violations = [
    ...checkBody(wish.message.type, body),
    ...checkStructuredMessage(fitted.message, channel),
    ...(check?.(fitted.message) ?? []),
  ];
  if (violations.length > 0) {
    throw toError(violations, fitAutomatically);
  }
  const adjustments = [...(body === wish.body ? [] : [`body: cut to ${MAX_BODY} characters`]), ...fitted.adjustments];
  const plan = adaptStructuredMessage(fitted.message, body, supports);
  if (!plan.message && plan.body === "") {
    const problem = `the customer's channel does not show it, and there is no text to send instead`;
    throw toError([{ field: "messageType", problem }], fitAutomatically);
  }
  const fitting = fitAgain({ ...plan, adjustments: [...adjustments, ...plan.adjustments] }, wish.message.type, channel);
  return sayLostLinks(fitting, wish.message, channel);
}

/** The channel ignores them, or there was no room: what leads somewhere is worth a line of text. */
function sayLostLinks(plan: MessagePlan, wanted: StructuredMessage, channel: ChannelKind): MessagePlan {
  const lost = plan.message ? findLostLinks(wanted, plan.message, plan.body, channel) : [];
  if (lost.length === 0) {
    return plan;
  }
  return {
    ...plan,
    body: cutText(joinTexts(plan.body, ...lost), MAX_BODY),
    adjustments: [...plan.adjustments, "url: links that the channel does not show there are in the text"],
  };
}

/** Nobody can foresee the limits of a type that was not asked for, so the message is cut to them, or sent as text. */
function fitAgain(plan: MessagePlan, wanted: StructuredType, channel: ChannelKind): MessagePlan {
  if (!plan.message || plan.message.type === wanted) {
    return plan;
  }
  const { message, adjustments } = fitStructuredMessage(plan.message, channel);
  const fitted = { ...plan, message, adjustments: [...plan.adjustments, ...adjustments] };
  if (checkStructuredMessage(message, channel).length === 0) {
    return fitted;
  }
  const text = adaptStructuredMessage(plan.message, plan.body, () => false);
  return { body: text.body, adjustments: [...plan.adjustments, ...text.adjustments] };
}

function checkBody(type: StructuredType, body: string): Violation[] {
  if (body === "" && NEEDS_BODY.includes(type)) {
    return [{ field: "body", problem: "missing" }];
  }
  return body.length > MAX_BODY ? [{ field: "body", problem: `${body.length} characters, ${MAX_BODY} allowed` }] : [];
}

function toError(violations: readonly Violation[], wasFitted: boolean): EngageError {
  const told = violations.slice(0, MAX_TOLD).map(({ field, problem }) => `${field}: ${problem}`);
  const rest = violations.length - told.length;
  return new EngageError(
    "invalid_message",
    `The message was not sent: ${[...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ")}.`,
    {
      hint: wasFitted
        ? "Correct these fields in the node. They cannot be fitted automatically."
        : 'Correct these fields in the node, or switch on "Fit automatically" to have long texts cut and surplus entries left out.',
    },
  );
}

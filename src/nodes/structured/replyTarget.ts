/** Which message of the customer is answered on route `channel`, and what the customer's channel can show. */
import { type ChannelKind, toChannelKind } from "../../core/content/channelLimits";
import { EngageError } from "../../core/errors";
import { findCustomerMessage } from "../../engage/findCustomerMessage";
import type { Content } from "../../engage/resources/contents";
import type { EngageClaim } from "../../protocol/engageClaim";
import type { NodeRun } from "../shared/defineNode";
import type { MessageConfig } from "./messageFields";

export interface ReplyTarget {
  contentId: string;
  threadId: string | null;
  isPrivate: boolean;
  channel: ChannelKind;
  /** The structured types that the customer's channel shows; `undefined` where nothing says so. */
  capabilities: readonly string[] | undefined;
}

export async function findReplyTarget({ claims, config, engage }: NodeRun<MessageConfig>): Promise<ReplyTarget> {
  const claim = claims.engage;
  const { contentId, threadId } = config;
  const isOfClaim =
    (contentId === undefined || contentId === claim?.contentId) &&
    (threadId === undefined || threadId === claim?.threadId);
  if (claim?.contentId !== undefined && isOfClaim) {
    return toTargetOfClaim(claim, claim.contentId);
  }
  if (contentId !== undefined) {
    return toTarget(await engage.getContent(contentId));
  }
  const named = threadId ?? claim?.threadId ?? "";
  const last = await findCustomerMessage(engage, named);
  if (last) {
    return toTarget(last);
  }
  throw new EngageError("not_found", `Conversation ${named} has no message of a customer that could be answered.`, {
    hint: "Engage takes the bot's messages as answers only. Check the Thread ID, or fill in the Message ID.",
  });
}

function toTargetOfClaim(claim: EngageClaim, contentId: string): ReplyTarget {
  return {
    contentId,
    threadId: claim.threadId,
    isPrivate: claim.private,
    channel: toChannelKind(claim.sourceType ?? claim.resourceType),
    capabilities: claim.structuredContent,
  };
}

function toTarget(content: Content): ReplyTarget {
  const { capabilities_supported: listed, structured_content_supported: isSupported } = content;
  return {
    contentId: content.id,
    threadId: content.thread_id,
    isPrivate: content.private_message,
    channel: toChannelKind(content.source_type ?? content.type ?? undefined),
    capabilities: listed.length > 0 || isSupported === false ? listed : undefined,
  };
}

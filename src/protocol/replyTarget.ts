/**
 * Which message of the customer the bot's next words answer on route `channel`, and what the channel can show.
 *
 * @where in the hub's session storage; `data.replyTarget` of a delivery to the hub
 * @writer hub, Receive Engage Events
 * @reader hub
 * @limits the 40 latest offers
 * @foreign stripped from unsealed input
 */
import { MAX_OFFERS, type Offer, readOffers } from "../core/content/structuredReply";
import { type Json, readFlag, readId, readNumber, readText, readTexts } from "../core/inbound/read";

export interface ReplyTarget {
  /** The customer's last message. */
  contentId: string;
  /** When it was written, by Engage's clock: a message that arrives late isn't the last one. */
  atMs: number;
  isPrivate: boolean;
  capabilities: string[];
  sourceType: string;
  /** What the Flow has offered since that message. */
  offers: Offer[];
}

export function writeReplyTarget(target: ReplyTarget): Json {
  return { ...target, offers: target.offers.slice(0, MAX_OFFERS) };
}

export function readReplyTarget(record: Json | undefined): ReplyTarget | undefined {
  const contentId = readId(record, "contentId");
  return contentId === undefined
    ? undefined
    : {
        contentId,
        atMs: readNumber(record, "atMs") || 0,
        isPrivate: readFlag(record, "isPrivate"),
        capabilities: readTexts(record, "capabilities"),
        sourceType: readText(record, "sourceType") || "",
        offers: readOffers(record),
      };
}

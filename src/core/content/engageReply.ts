/** A Flow's output as a reply in Engage: a structured type that the channel shows, else text with numbers and links. */
import { cutText } from "../text";
import {
  BUTTON_LIMITS,
  CARD_SUBTITLE,
  CARD_TITLE,
  type ChannelKind,
  LIST_LIMITS,
  LIST_TITLE,
  type Limit,
  limitOf,
  MAX_CARDS,
  SELECT_LIMITS,
  type StructuredType,
  TITLE_ALONE,
  WITHOUT_CARD_URLS,
  WITHOUT_URL_BUTTONS,
} from "./channelLimits";
import type { Card, Choice, PlainOutput } from "./cognigyOutput";

export interface EngageReply {
  body: string;
  structured_content?: StructuredContent;
}

export type StructuredContent = { type: StructuredType } & Readonly<Record<string, unknown>>;

/** Engage documents no limit for replies; the Channel SDK's serves. */
const MAX_BODY = 20_000;

/** `undefined`: there is nothing to send. */
export function toEngageReply(
  output: PlainOutput,
  supports: (type: StructuredType) => boolean,
  channel: ChannelKind,
): EngageReply | undefined {
  const fitter = createFitter(channel);
  const structured = toStructured(output, supports, fitter);
  // Channels without structured content show the body alone, so there always is one; and what a structured message has
  // no room for is said in it.
  const isSaid = structured !== undefined && fitter.isWhole && output.text !== "";
  const body = toWholeText(isSaid ? { ...output, choices: [], cards: [] } : output);
  if (structured !== undefined) {
    return { body, structured_content: structured };
  }
  return body === "" ? undefined : { body };
}

/** Keeps to a channel's limits, and notes whether anything had to go. */
interface Fitter {
  channel: ChannelKind;
  isWhole: boolean;
  /** Buttons lead to pages. */
  leads: boolean;
  /** Cards do. */
  linksCards: boolean;
  cut(text: string, limit: Limit): string;
  keep<T>(items: readonly T[], limit: Limit): readonly T[];
}

function createFitter(channel: ChannelKind): Fitter {
  const fitter: Fitter = {
    channel,
    isWhole: true,
    leads: !WITHOUT_URL_BUTTONS.includes(channel),
    linksCards: !WITHOUT_CARD_URLS.includes(channel),
    cut(text, limit) {
      const max = limitOf(limit, channel);
      if (text.length > max) {
        fitter.isWhole = false;
      }
      return cutText(text, max);
    },
    keep(items, limit) {
      const max = limitOf(limit, channel);
      if (items.length > max) {
        fitter.isWhole = false;
      }
      return items.slice(0, max);
    },
  };
  return fitter;
}

function toStructured(
  { cards, choices, text }: PlainOutput,
  supports: (type: StructuredType) => boolean,
  fitter: Fitter,
): StructuredContent | undefined {
  const [card] = cards;
  if (card !== undefined) {
    if (choices.length > 0) {
      fitter.isWhole = false;
    }
    if (cards.length === 1 && supports("template")) {
      return { type: "template", ...toCard(card, TITLE_ALONE, fitter) };
    }
    if (!supports("carousel")) {
      return undefined;
    }
    const items = fitter.keep(cards, MAX_CARDS).map((one) => toCard(one, CARD_TITLE, fitter));
    return { type: "carousel", items };
  }
  if (choices.length === 0) {
    return undefined;
  }
  const isReplies = choices.every(isReply);
  const title = text || choices.map((choice) => choice.title).join(" / ");
  if (isReplies && supports("select")) {
    return { type: "select", items: toReplies(choices, SELECT_LIMITS, fitter) };
  }
  const isButtons = choices.length <= limitOf(BUTTON_LIMITS.items, fitter.channel);
  if (isButtons && (isReplies || fitter.leads) && supports("template")) {
    return { type: "template", ...toCard({ title, subtitle: "", imageUrl: "", choices }, TITLE_ALONE, fitter) };
  }
  if (isReplies && supports("list")) {
    return { type: "list", title: fitter.cut(title, LIST_TITLE), items: toReplies(choices, LIST_LIMITS, fitter) };
  }
  return undefined;
}

function toCard({ title, subtitle, imageUrl, choices }: Card, alone: Limit, fitter: Fitter): Record<string, unknown> {
  const usable = fitter.leads ? choices : choices.filter(isReply);
  if (usable.length < choices.length || (imageUrl !== "" && !fitter.linksCards)) {
    fitter.isWhole = false;
  }
  const buttons = toReplies(usable, BUTTON_LIMITS, fitter).map((reply, index) => {
    const { url } = usable[index] || {};
    return url === undefined ? { type: "reply", ...reply } : { type: "url", title: reply.title, url };
  });
  return {
    title: fitter.cut(title || subtitle || "-", subtitle === "" ? alone : CARD_TITLE),
    ...(subtitle !== "" && { subtitle: fitter.cut(subtitle, CARD_SUBTITLE) }),
    ...(imageUrl !== "" && fitter.linksCards && { url: imageUrl }),
    ...(buttons.length > 0 && { items: buttons }),
  };
}

function isReply({ url }: Choice): boolean {
  return url === undefined;
}

/** Payloads are ASCII. Without one the customer's answer comes back as the title, and the hub knows what it stands for. */
function toReplies(
  choices: readonly Choice[],
  limits: Readonly<Record<"items" | "title" | "payload", Limit>>,
  fitter: Fitter,
) {
  const maxPayload = limitOf(limits.payload, fitter.channel);
  return fitter.keep(choices, limits.items).map(({ title, payload }) => ({
    title: fitter.cut(title, limits.title),
    ...(payload.length <= maxPayload && /^[\x20-\x7E]+$/.test(payload) && { payload }),
  }));
}

/** All that the Flow wrote: the text, numbered choices and cards, links to media. */
export function toWholeText(output: PlainOutput): string {
  const links = output.media.map(({ title, url }) => (title === "" ? url : `${title}: ${url}`));
  return cutText([output.text, toPlainText(output), ...links].filter((part) => part !== "").join("\n"), MAX_BODY);
}

function toPlainText({ cards, choices }: PlainOutput): string {
  const lines = [
    ...cards.map(({ title, subtitle, imageUrl, choices: own }) =>
      [title, subtitle, imageUrl, numbered(own)].filter((part) => part !== "").join("\n"),
    ),
    numbered(choices),
  ];
  return lines.filter((line) => line !== "").join("\n\n");
}

function numbered(choices: readonly Choice[]): string {
  return choices
    .map(({ title, url }, index) => `${index + 1}. ${title}${url === undefined || url === title ? "" : `: ${url}`}`)
    .join("\n");
}

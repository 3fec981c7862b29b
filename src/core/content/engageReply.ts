/** A Flow's output as a reply in Engage: a structured type that the channel shows, else text with numbers and links. */
import { cutText } from "../text";
import type { Card, Choice, PlainOutput } from "./cognigyOutput";

export interface EngageReply {
  body: string;
  structured_content?: StructuredContent;
}

export type StructuredContent = { type: string } & Readonly<Record<string, unknown>>;

/** Engage documents no limit for replies; the Channel SDK's serves. */
const MAX_BODY = 20_000;

/** The limits of Engage's structured messages, as documented for all channels. Engage cuts further where a channel has less. */
export const STRUCTURED_LIMITS = {
  select: { items: 13, title: 80, payload: 1000 },
  template: { title: 350, subtitle: 1000, items: 4, itemTitle: 80, payload: 1000, url: 2048 },
  carousel: { items: 10 },
} as const;

/** `undefined`: there is nothing to send. */
export function toEngageReply(output: PlainOutput, capabilities: readonly string[]): EngageReply | undefined {
  const links = output.media.map(({ title, url }) => (title === "" ? url : `${title}: ${url}`));
  const structured = toStructured(output, capabilities);
  const plain = structured ? output.text : [output.text, toPlainText(output)].filter((part) => part !== "").join("\n");
  const body = cutText([plain, ...links].filter((part) => part !== "").join("\n"), MAX_BODY);
  if (body === "" && !structured) return undefined;
  // Channels without structured content show the body alone, so there always is one.
  return structured
    ? { body: body || cutText(toPlainText(output), MAX_BODY), structured_content: structured }
    : { body };
}

function toStructured(output: PlainOutput, capabilities: readonly string[]): StructuredContent | undefined {
  const can = (type: string) => capabilities.indexOf(type) !== -1;
  const { cards, choices, text } = output;
  if (cards.length > 1 && can("carousel")) {
    return { type: "carousel", items: cards.slice(0, STRUCTURED_LIMITS.carousel.items).map(toTemplate) };
  }
  const [card] = cards;
  if (cards.length === 1 && card && can("template")) return { type: "template", ...toTemplate(card) };
  if (cards.length > 0 || choices.length === 0) return undefined;
  if (choices.every(({ url }) => url === undefined) && can("select")) {
    const { items, title, payload } = STRUCTURED_LIMITS.select;
    return {
      type: "select",
      items: choices
        .slice(0, items)
        .map((choice) => ({ title: cutText(choice.title, title), ...toPayloadMember(choice.payload, payload) })),
    };
  }
  if (choices.length <= STRUCTURED_LIMITS.template.items && can("template")) {
    return {
      type: "template",
      ...toTemplate({
        title: text || choices.map(({ title }) => title).join(" / "),
        subtitle: "",
        imageUrl: "",
        choices,
      }),
    };
  }
  return undefined;
}

function toTemplate(card: Card): Record<string, unknown> {
  const limits = STRUCTURED_LIMITS.template;
  return {
    title: cutText(card.title || card.subtitle || "-", limits.title),
    ...(card.subtitle !== "" && { subtitle: cutText(card.subtitle, limits.subtitle) }),
    ...(card.imageUrl !== "" && { url: card.imageUrl }),
    ...(card.choices.length > 0 && { items: card.choices.slice(0, limits.items).map(toItem) }),
  };
}

function toItem({ title, payload, url }: Choice): Record<string, unknown> {
  const limits = STRUCTURED_LIMITS.template;
  if (url !== undefined) return { type: "url", title: cutText(title, limits.itemTitle), url };
  return { type: "reply", title: cutText(title, limits.itemTitle), ...toPayloadMember(payload, limits.payload) };
}

/** Payloads are ASCII. Without one the customer's answer comes back as the title, which says the same. */
function toPayloadMember(payload: string, maxLength: number): { payload?: string } {
  return payload !== "" && payload.length <= maxLength && /^[\x20-\x7E]+$/.test(payload) ? { payload } : {};
}

/** Numbered choices and cards, for channels that show text only. Nothing that the Flow wrote is left out. */
export function toPlainText({ cards, choices }: PlainOutput): string {
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

/** A structured message in the nearest type that the customer's channel shows, else as text. */
import { type Json, member, readRecords, readText } from "../inbound/read";
import type { StructuredType } from "./channelLimits";
import { isBlank } from "./fitFields";
import { joinTexts, toPlainMessage } from "./plainText";
import type { StructuredMessage } from "./structuredFields";

interface Version {
  message: StructuredMessage;
  body: string;
}

/** As many buttons as every channel has that shows templates. */
const SAFE_BUTTONS = 3;

/** Each type's neighbours, the nearest first. What a neighbour has no field for is said in the body. */
const NEIGHBOURS: Readonly<Partial<Record<StructuredType, readonly ((version: Version) => Version | undefined)[]>>> = {
  carousel: [carouselToTemplate, carouselToList],
  template: [templateToRichLink, templateToSelect],
  rich_link: [richLinkToTemplate],
  select: [selectToTemplate, selectToList],
  list: [listToSelect],
};

export function adaptStructuredMessage(
  message: StructuredMessage,
  body: string,
  supports: (type: StructuredType) => boolean,
): { message?: StructuredMessage; body: string; adjustments: string[] } {
  const reached: Version[] = [{ message, body }];
  const seen = new Set<StructuredType>([message.type]);
  // Grows while it is gone through: nearer types come before those that are reached through them.
  for (const version of reached) {
    const { type } = version.message;
    if (supports(type)) {
      return type === message.type
        ? { ...version, adjustments: [] }
        : { ...version, adjustments: describeChange(message, version.message) };
    }
    for (const convert of NEIGHBOURS[type] ?? []) {
      const next = convert(version);
      if (next === undefined || seen.has(next.message.type)) {
        continue;
      }
      seen.add(next.message.type);
      reached.push(next);
    }
  }
  return {
    body: joinTexts(body, toPlainMessage(message)),
    adjustments: describeChange(message, undefined),
  };
}

function describeChange(from: StructuredMessage, to: StructuredMessage | undefined): string[] {
  const isIllustrated = (value: unknown) => /"attachment_(id|url)":"/.test(JSON.stringify(value));
  return [
    `type: the channel shows no ${from.type}; sent as ${to === undefined ? "text" : to.type}`,
    ...(isIllustrated(from) && !isIllustrated(to) ? ["attachment_id: pictures left out"] : []),
  ];
}

function carouselToTemplate({ message, body }: Version): Version | undefined {
  const [card, ...others] = readRecords(message, "items");
  if (card === undefined || others.length > 0) {
    return undefined;
  }
  return { message: { ...card, type: "template" }, body };
}

/** Cards of a title and at most one answer are a list's items. */
function carouselToList({ message, body }: Version): Version | undefined {
  const cards = readRecords(message, "items");
  const isPlain = (card: Json) => {
    const buttons = readRecords(card, "items");
    return isBlank(member(card, "url")) && buttons.length < 2 && buttons.every(isReply);
  };
  if (body === "" || cards.length === 0 || !cards.every(isPlain)) {
    return undefined;
  }
  const items = cards.map((card) => {
    const [button] = readRecords(card, "items");
    const { title, subtitle } = card;
    return { title, subtitle, payload: member(button, "payload") ?? member(button, "title") };
  });
  const labels = cards.flatMap((card) => readRecords(card, "items")).length > 0 ? toPlainMessage(message) : "";
  return { message: { type: "list", title: body, items: items.map(withoutBlanks) }, body: joinTexts(body, labels) };
}

function templateToRichLink({ message, body }: Version): Version | undefined {
  if (isBlank(member(message, "url")) || !isBlank(member(message, "items"))) {
    return undefined;
  }
  const { footer: _, ...link } = message;
  return { message: { ...link, type: "rich_link" }, body: joinTexts(body, readText(message, "footer") ?? "") };
}

function templateToSelect({ message, body }: Version): Version | undefined {
  const buttons = readRecords(message, "items");
  if (buttons.length === 0 || !buttons.every(isReply)) {
    return undefined;
  }
  const { items: _, ...card } = message;
  const items = buttons.map(({ title, payload }) => withoutBlanks({ title, payload }));
  return { message: { type: "select", items }, body: joinTexts(body, toPlainMessage(card)) };
}

function richLinkToTemplate({ message, body }: Version): Version | undefined {
  const title = [readText(message, "title"), readText(message, "url_text"), readText(message, "url")];
  return { message: { ...message, type: "template", title: title.find((text) => !isBlank(text)) }, body };
}

function selectToTemplate({ message, body }: Version): Version | undefined {
  const items = readRecords(message, "items");
  if (items.length === 0 || items.length > SAFE_BUTTONS || body === "") {
    return undefined;
  }
  const buttons = items.map(({ title, payload }) => withoutBlanks({ type: "reply", title, payload }));
  return { message: { type: "template", title: body, items: buttons }, body };
}

function selectToList({ message, body }: Version): Version | undefined {
  if (body === "") {
    return undefined;
  }
  const items = readRecords(message, "items").map(({ title, payload }) => withoutBlanks({ title, payload }));
  return { message: { type: "list", title: body, items }, body };
}

function listToSelect({ message, body }: Version): Version | undefined {
  const records = readRecords(message, "items");
  const items = records.map(({ title, payload }) => withoutBlanks({ title, payload }));
  const isMore = records.some((item) => !isBlank(member(item, "subtitle")));
  const { items: _, ...head } = message;
  return { message: { type: "select", items }, body: joinTexts(body, toPlainMessage(isMore ? message : head)) };
}

function isReply(button: Json): boolean {
  return readText(button, "type") !== "url";
}

function withoutBlanks(record: Json): Json {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => !isBlank(value)));
}

/** Engage's structured messages as the parts that a chat can show; none of their fields is trusted to be there. */
import type { Card, Choice } from "../../../src/core/content/cognigyOutput";
import { type Json, member, readNumber, readRecords, readText, toRecord } from "../../../src/core/inbound/read";
import type { StructuredView } from "../../app/view";

export interface ChatChoice extends Choice {
  /** A second line, and the heading that it stands under. */
  detail?: string;
  group?: string;
}

export interface StructuredParts {
  text: string;
  choices: ChatChoice[];
  cards: Card[];
  note?: string;
}

/** The text of the message itself stands above, unless it only says the same for channels without cards. */
export function toStructuredParts(structured: StructuredView | undefined, plain: string): StructuredParts {
  if (structured === undefined) {
    return { text: plain, choices: [], cards: [] };
  }
  const { type, content } = structured;
  const { cards } = readParts(type, content, "");
  const isSaidByCards = cards.length > 0 && cards.every(({ title }) => plain.includes(title));
  const { own, ...parts } = readParts(type, content, isSaidByCards ? "" : plain);
  return { text: own, ...parts };
}

function readParts(type: string, content: Json, plain: string): Omit<StructuredParts, "text"> & { own: string } {
  const body = readText(content, "body") || plain;
  const heading = [readText(content, "title"), readText(content, "subtitle")].filter(Boolean).join("\n");
  const nothing = { choices: [], cards: [] };
  switch (type) {
    case "select":
      return { own: body, cards: [], choices: readRecords(content, "items").flatMap(toChoice) };
    case "rich_link":
    case "template":
      return { own: body, choices: [], cards: [toCard(content)], ...toNote(readText(content, "footer")) };
    case "carousel":
      return { own: body, choices: [], cards: readRecords(content, "items").map(toCard) };
    case "list":
      return { own: toLines(body, heading), cards: [], choices: toListChoices(content) };
    case "time_select":
      return { own: body, cards: [], choices: readRecords(content, "timeslots").flatMap(toTimeslot) };
    case "form":
      return {
        own: toLines(body, heading, ...readRecords(content, "pages").map(toPageLine)),
        ...nothing,
        ...APPLE_NOTE,
      };
    case "apple_pay":
      return { own: toLines(body, toTotal(content)), ...nothing, ...APPLE_NOTE };
    case "authenticate":
      return { own: body || "Please sign in.", ...nothing, ...APPLE_NOTE };
    default:
      return { own: body || heading, ...nothing, note: `A structured message of the type "${type}"` };
  }
}

function toLines(...lines: string[]): string {
  return lines.filter((line) => line !== "").join("\n");
}

const APPLE_NOTE = { note: "Answered on an Apple device; this chat only shows it." };

function toNote(note: string | undefined): { note?: string } {
  return note ? { note } : {};
}

function toChoice(item: Json): ChatChoice[] {
  const title = readText(item, "title") ?? "";
  const detail = readText(item, "subtitle") ?? readText(item, "description");
  if (title === "") {
    return [];
  }
  return [{ title, payload: readText(item, "payload") ?? title, ...toUrl(item), ...(detail && { detail }) }];
}

function toUrl(record: Json): { url?: string } {
  const url = readText(record, "url") || readText(record, "url_fallback") || "";
  return /^https?:\/\//i.test(url) ? { url } : {};
}

function toListChoices(content: Json): ChatChoice[] {
  const sections = new Map(
    readRecords(content, "sections").map((section) => [
      readText(section, "identifier") ?? "",
      readText(section, "title") ?? "",
    ]),
  );
  return readRecords(content, "items").flatMap((item) => {
    const group = sections.get(readText(item, "section_identifier") ?? "") ?? "";
    return toChoice(item).map((choice) => ({ ...choice, ...(group && { group }) }));
  });
}

/** `2024-06-01T08:00+0200` is shown as written: the customer means the shop's time. */
function toTimeslot(slot: Json): ChatChoice[] {
  const start = readText(slot, "start_time") ?? "";
  const [, date, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(start) ?? [];
  const seconds = readNumber(slot, "duration");
  const title = date && time ? `${date}, ${time}` : start;
  if (title === "") {
    return [];
  }
  const detail = seconds === undefined ? {} : { detail: `${Math.round(seconds / 60)} min` };
  return [{ title, payload: readText(slot, "identifier") ?? title, ...detail }];
}

function toCard(item: Json): Card {
  const link = toUrl(item);
  const buttons = readRecords(item, "items").flatMap(toChoice);
  const open = link.url ? [{ title: readText(item, "url_text") || hostOf(link.url), payload: "", url: link.url }] : [];
  return {
    title: readText(item, "title") ?? (link.url ? hostOf(link.url) : ""),
    subtitle: readText(item, "subtitle") ?? "",
    imageUrl: readText(item, "imageUrl") ?? "",
    choices: [...buttons, ...open],
  };
}

function toPageLine(page: Json): string {
  const items = readRecords(page, "items").map((item) => readText(item, "title") ?? "");
  const title = readText(page, "title") || readText(page, "header") || "";
  return `• ${title}${items.length > 0 ? `: ${items.join(", ")}` : ""}`;
}

function toTotal(content: Json): string {
  const total = toRecord(member(content, "total"));
  const amount = readText(total, "amount");
  if (amount === undefined) {
    return "";
  }
  return `${readText(total, "label") ?? "Total"}: ${amount} ${readText(content, "currency_code") ?? ""}`.trim();
}

export function hostOf(url: string): string {
  return /^https?:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
}

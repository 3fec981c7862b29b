/** A structured message as text: what a customer reads whose channel cannot show it. Nothing that it says is left out. */
import { type Json, readRecord, readRecords, readText } from "../inbound/read";
import type { StructuredMessage } from "./structuredFields";

export function toPlainMessage(message: StructuredMessage): string {
  switch (message.type) {
    case "select":
    case "rich_link":
    case "template":
      return plainCard(message);
    case "carousel":
      return readRecords(message, "items").map(plainCard).join("\n\n");
    case "list":
      return lines(
        readText(message, "header"),
        readText(message, "title"),
        readText(message, "subtitle"),
        plainEntries(message),
        readText(message, "footer"),
      );
    case "time_select":
      return lines(
        readText(readRecord(message, "location"), "title"),
        numbered(readRecords(message, "timeslots").map((slot) => ({ title: readText(slot, "start_time") }))),
      );
    case "form":
      return plainForm(message);
    case "apple_pay":
      return plainBill(message);
    case "authenticate":
      return "";
    default:
      return message.type satisfies never;
  }
}

/** A text and what is to be read with it, each thing said once. */
export function joinTexts(...texts: readonly string[]): string {
  return texts.reduce((all, text) => (isSaid(text, all) ? all : lines(all, text)), "");
}

/** Whether a text says all that another one says: each of its lines. */
export function isSaid(text: string, all: string): boolean {
  const said = new Set(all.split("\n").map((line) => line.trim()));
  return text.split("\n").every((line) => said.has(line.trim()));
}

function lines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n");
}

function plainCard(card: Json): string {
  const url = readLink(card);
  const urlText = readText(card, "url_text");
  return lines(
    readText(card, "title"),
    readText(card, "subtitle"),
    url === undefined || urlText === undefined || urlText === "" ? url : `${urlText}: ${url}`,
    numbered(readRecords(card, "items")),
    readText(card, "footer"),
  );
}

/** The address; if only an app can open it, the web page to show instead. */
export function readLink(record: Json): string | undefined {
  const url = readText(record, "url");
  const fallback = readText(record, "url_fallback");
  return url && fallback && !/^https?:/i.test(url) ? fallback : url;
}

/** Each section's title before its first entry. */
function plainEntries(list: Json): string {
  const titles = new Map(
    readRecords(list, "sections").map((section) => [readText(section, "identifier"), readText(section, "title")]),
  );
  let current: string | undefined;
  return readRecords(list, "items")
    .map((item, index) => {
      const before = current;
      current = readText(item, "section_identifier");
      return lines(current === before ? undefined : titles.get(current), toNumbered(item, index));
    })
    .join("\n");
}

function numbered(items: readonly Json[]): string {
  return items.map(toNumbered).join("\n");
}

function toNumbered(item: Json, index: number): string {
  const more = [readText(item, "subtitle"), readLink(item)].filter((part) => part !== undefined && part !== "");
  return `${index + 1}. ${[readText(item, "title") ?? "", ...more].join(": ")}`;
}

function plainForm(form: Json): string {
  const splash = readRecord(form, "splash");
  const pages = readRecords(form, "pages").map((page) =>
    lines(readText(page, "header"), readText(page, "title"), numbered(readRecords(page, "items"))),
  );
  const intro = joinTexts(
    readText(splash, "header") ?? "",
    readText(splash, "text") ?? "",
    readText(form, "title") ?? "",
    readText(form, "subtitle") ?? "",
  );
  return [intro, ...pages].filter((part) => part !== "").join("\n\n");
}

function plainBill(bill: Json): string {
  const currency = readText(bill, "currency_code") ?? "";
  const total = readRecord(bill, "total");
  return [...readRecords(bill, "items"), ...(total ? [total] : [])]
    .map((line) => `${readText(line, "label") ?? ""}: ${readText(line, "amount") ?? ""} ${currency}`.trim())
    .join("\n");
}

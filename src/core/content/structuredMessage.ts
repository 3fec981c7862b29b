/** Engage's structured messages, checked against what a channel takes, and fitted to it. */
import { type Json, member, readFlag, readRecords, readText } from "../inbound/read";
import type { ChannelKind } from "./channelLimits";
import { type Finding, fitFields, isBlank } from "./fitFields";
import { STRUCTURED_FIELDS, type StructuredMessage } from "./structuredFields";

export { adaptStructuredMessage } from "./adaptStructuredMessage";
export { STRUCTURED_TYPES, type StructuredType, toSupport } from "./channelLimits";
export type { StructuredMessage } from "./structuredFields";

export interface Violation {
  /** Such as `items[3].title`. */
  field: string;
  /** Such as `94 characters, 80 allowed`. */
  problem: string;
}

/** Whether the channel shows this type at all is another question: `toSupport`. */
export function checkStructuredMessage(message: StructuredMessage, channel: ChannelKind): Violation[] {
  return measure(message, channel).findings.map(({ field, problem }) => ({ field, problem }));
}

/** What cannot be made right, such as a required field that is missing, stays as it is and stays a violation. */
export function fitStructuredMessage(
  message: StructuredMessage,
  channel: ChannelKind,
): { message: StructuredMessage; adjustments: string[] } {
  const { fitted, findings } = measure(message, channel);
  return {
    message: fitted,
    adjustments: findings.flatMap(({ field, problem, remedy }) =>
      remedy === undefined ? [] : [`${field}: ${problem}; ${remedy}`],
    ),
  };
}

function measure(
  message: StructuredMessage,
  channel: ChannelKind,
): { fitted: StructuredMessage; findings: readonly Finding[] } {
  const { type } = message;
  if (!Object.hasOwn(STRUCTURED_FIELDS, type)) {
    return { fitted: message, findings: [{ field: "type", problem: `${JSON.stringify(type)} is no known type` }] };
  }
  const { fitted, findings } = fitFields(STRUCTURED_FIELDS[type], message, channel);
  const whole = { ...fitted, type };
  const found = type === "form" ? findFormFaults(whole) : [];
  const { record, faults } =
    type === "carousel" ? evenOutCards(whole) : type === "list" ? sortSections(whole) : keep(whole);
  return { fitted: { ...record, type }, findings: [...findings, ...faults, ...found] };
}

interface Mended {
  record: Record<string, unknown>;
  faults: Finding[];
}

function keep(record: Record<string, unknown>): Mended {
  return { record, faults: [] };
}

const PICTURES = ["attachment_id", "attachment_url"];

/** Either every card has a picture or none. */
function evenOutCards(record: Record<string, unknown>): Mended {
  const cards = readRecords(record, "items");
  const illustrated = cards.filter((card) => PICTURES.some((name) => !isBlank(member(card, name))));
  if (illustrated.length === 0 || illustrated.length === cards.length) {
    return keep(record);
  }
  const problem = `${illustrated.length} of ${cards.length} cards have a picture; all or none must`;
  return {
    record: { ...record, items: cards.map((card) => without(card, [...PICTURES, "attachment_fallback_id"])) },
    faults: [{ field: "items", problem, remedy: "all pictures left out" }],
  };
}

/** Items name their section where there are sections, and each section has an item. */
function sortSections(record: Record<string, unknown>): Mended {
  const sections = readRecords(record, "sections");
  const items = readRecords(record, "items");
  const used = items.map((item) => readText(item, "section_identifier"));
  const isUsed = new Set(used);
  const filled = sections.filter((section) => isUsed.has(readText(section, "identifier")));
  const faults: Finding[] = [];
  for (const [index, section] of sections.entries()) {
    const field = `sections[${index}]`;
    if (!isUsed.has(readText(section, "identifier"))) {
      faults.push({ field, problem: "has no items", remedy: "left out" });
    } else if (filled.length > 1 && isBlank(member(section, "title"))) {
      faults.push({ field: `${field}.title`, problem: "missing" });
    }
  }
  if (filled.length > 0) {
    const known = new Set(filled.map((section) => readText(section, "identifier")));
    for (const [index, name] of used.entries()) {
      if (!known.has(name)) {
        faults.push({ field: `items[${index}].section_identifier`, problem: "names no section" });
      }
    }
    return { record: { ...record, sections: filled }, faults };
  }
  const isStray = used.some((name) => !isBlank(name));
  if (isStray) {
    faults.push({ field: "items", problem: "section_identifier without sections", remedy: "left out" });
  }
  if (faults.length === 0) {
    return keep(record);
  }
  const loose = items.map((item) => without(item, ["section_identifier"]));
  return { record: { ...without(record, ["sections"]), items: loose }, faults };
}

/** Pages lead to pages, and one of them sends the form. */
function findFormFaults(form: Json): Finding[] {
  const pages = readRecords(form, "pages");
  const ids = new Set(pages.map((page) => readText(page, "page_id")));
  const findings: Finding[] = [];
  const checkTarget = (record: Json, name: string, path: string, isRequired: boolean) => {
    const target = readText(record, name);
    const field = `${path}${name}`;
    if (isBlank(target)) {
      if (isRequired) {
        findings.push({ field, problem: "missing" });
      }
    } else if (!ids.has(target)) {
      findings.push({ field, problem: "names no page" });
    }
  };
  checkTarget(form, "first_page_id", "", false);
  for (const [index, page] of pages.entries()) {
    const isLast = readFlag(page, "submit_form");
    const isSingleChoice = readText(page, "type") === "select" && !readFlag(page, "multiple_selection");
    checkTarget(page, "next_page_id", `pages[${index}].`, false);
    for (const [at, item] of readRecords(page, "items").entries()) {
      checkTarget(item, "next_page_id", `pages[${index}].items[${at}].`, isSingleChoice && !isLast);
    }
  }
  if (pages.length > 0 && !pages.some((page) => readFlag(page, "submit_form"))) {
    findings.push({ field: "pages", problem: "no page has submit_form" });
  }
  return findings;
}

function without(record: Json, names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

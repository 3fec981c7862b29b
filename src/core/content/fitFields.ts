/** Measures a record against the rules of its fields, and makes right what can be made right. */
import { type Json, member, toRecord } from "../inbound/read";
import { cutText } from "../text";
import { type ChannelKind, limitOf } from "./channelLimits";
import type { FieldRule, Fields } from "./structuredFields";

export interface Finding {
  field: string;
  problem: string;
  /** What was done about it. Without: it stands, and a person has to see to it. */
  remedy?: string;
}

interface Measured {
  value: unknown;
  findings: Finding[];
}

export function fitFields(
  fields: Fields,
  given: Json,
  channel: ChannelKind,
  path = "",
): { fitted: Record<string, unknown>; findings: Finding[] } {
  const fitted: Record<string, unknown> = { ...given };
  const findings: Finding[] = [];
  for (const [name, rule] of Object.entries(fields)) {
    const value = member(given, name);
    const field = path + name;
    const isRequired = rule.required === true || isOneOf(member(given, "type"), rule.requiredFor ?? []);
    if (isBlank(value)) {
      if (isRequired) {
        findings.push({ field, problem: "missing" });
      }
      continue;
    }
    const measured = measure(rule, value, given, channel, field);
    if (isRequired || measured.findings.every(isMended)) {
      fitted[name] = measured.value;
      findings.push(...measured.findings);
    } else {
      delete fitted[name];
      findings.push(...measured.findings.map(leaveOut));
    }
  }
  return { fitted, findings };
}

/** Engage takes null, empty and absent as the same. */
export function isBlank(value: unknown): boolean {
  if (typeof value === "string") {
    return value.trim() === "";
  }
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function isMended({ remedy }: Finding): boolean {
  return remedy !== undefined;
}

function leaveOut(finding: Finding): Finding {
  return { remedy: "left out", ...finding };
}

function isOneOf(value: unknown, words: readonly string[]): boolean {
  return words.some((word) => word === value);
}

function measure(rule: FieldRule, value: unknown, given: Json, channel: ChannelKind, field: string): Measured {
  const fine = { value, findings: [] };
  const wrong = (problem: string): Measured => ({ value, findings: [{ field, problem }] });
  const max = toMax(rule, given, channel);
  switch (rule.kind) {
    case "flag":
      return typeof value === "boolean" ? fine : wrong("true or false is needed");
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? fine : wrong("a number is needed");
    case "record": {
      const record = toRecord(value);
      if (record === undefined) {
        return wrong("an object is needed");
      }
      const inner = fitFields(rule.fields ?? {}, record, channel, `${field}.`);
      return { value: inner.fitted, findings: inner.findings };
    }
    case "list":
      return Array.isArray(value) ? measureList(rule, value, max, channel, field) : wrong("a list is needed");
    case "word": {
      const words = (rule.words ?? []).filter((word) => !rule.wordsNotOn?.[word]?.includes(channel));
      return isOneOf(value, words) ? fine : wrong(`${JSON.stringify(value)} is none of ${words.join(", ")}`);
    }
    default:
      return measureText(rule, value, given, max, channel, field);
  }
}

function measureText(
  rule: FieldRule,
  value: unknown,
  given: Json,
  max: number,
  channel: ChannelKind,
  field: string,
): Measured {
  if (typeof value === "number" && rule.kind === "text") {
    const { value: fitted, findings } = measureText(rule, String(value), given, max, channel, field);
    return {
      value: fitted,
      findings: [{ field, problem: "a number, a text is needed", remedy: "written as text" }, ...findings],
    };
  }
  if (typeof value !== "string") {
    return { value, findings: [{ field, problem: "a text is needed" }] };
  }
  const problem = findFault(rule, value, given, channel);
  if (problem !== undefined) {
    return { value, findings: [{ field, problem }] };
  }
  // A character may have been broken before it came here; that is mended without a word.
  if (value.length <= max) {
    return { value: cutText(value, max), findings: [] };
  }
  const finding = { field, problem: `${value.length} characters, ${max} allowed` };
  // Half a payload or address means something else.
  return rule.kind === "text"
    ? { value: cutText(value, max), findings: [{ ...finding, remedy: "cut" }] }
    : { value, findings: [finding] };
}

function findFault(
  { kind, pattern, like }: FieldRule,
  value: string,
  given: Json,
  channel: ChannelKind,
): string | undefined {
  if (kind === "payload") {
    return /^[\x20-\x7E]*$/.test(value) ? undefined : "only ASCII characters are allowed";
  }
  if (kind === "url" || kind === "link") {
    if (isWebAddress(value) || (kind === "link" && isFollowed(value, given, channel))) {
      return undefined;
    }
    return "an address with http or https is needed";
  }
  return pattern === undefined || pattern.test(value) ? undefined : `not like ${like}`;
}

function isWebAddress(value: unknown): boolean {
  return typeof value === "string" && /^https?:\/\/[^\s<>"\\]+$/i.test(value);
}

/** Deep links open in the apps of Engage Messaging; elsewhere `url_fallback` does. Apple's apps take a query. */
function isFollowed(value: string, given: Json, channel: ChannelKind): boolean {
  if (channel === "apple" && /^\?\S*$/.test(value)) {
    return !isBlank(member(given, "app_id"));
  }
  const isDeepLink =
    /^[a-z][a-z\d+.-]*:[^\s<>"\\]+$/i.test(value) && !/^(javascript|data|vbscript|file|https?):/i.test(value);
  return isDeepLink && (channel === "engageMessaging" || isWebAddress(member(given, "url_fallback")));
}

function measureList(
  { required, fields }: FieldRule,
  values: readonly unknown[],
  max: number,
  channel: ChannelKind,
  field: string,
): Measured {
  const findings: Finding[] = [];
  const extra = values.length - max;
  if (extra > 0) {
    const remedy = `the last ${extra === 1 ? "one" : extra} left out`;
    findings.push({ field, problem: `${values.length} items, ${max} allowed`, remedy });
  }
  const items = values.slice(0, max).map((value, index) => {
    const rule: FieldRule = fields ? { kind: "record", fields } : { kind: "text" };
    return measure(rule, value, {}, channel, `${field}[${index}]`);
  });
  // A list that need not be there need not be whole either.
  const kept = required ? items : items.filter((item) => item.findings.every(isMended));
  for (const item of items) {
    findings.push(...(required ? item.findings : item.findings.map(leaveOut)));
  }
  return { value: kept.map((item) => item.value), findings };
}

function toMax({ max, maxAlone, maxIllustrated }: FieldRule, given: Json, channel: ChannelKind): number {
  const isIllustrated = !isBlank(member(given, "attachment_id")) || !isBlank(member(given, "attachment_url"));
  const isAlone = isBlank(member(given, "subtitle")) && !(isIllustrated && channel === "messenger");
  const limit = (isAlone ? maxAlone : undefined) ?? (isIllustrated ? maxIllustrated : undefined) ?? max;
  return limit === undefined ? Number.POSITIVE_INFINITY : limitOf(limit, channel);
}

/** What has to be written to a customer record: lists are merged, since writing one replaces it. */
import { member } from "./inbound/read";
import { mapProfile } from "./profile";

export interface CustomerRecord {
  firstname: string | null;
  lastname: string | null;
  company: string | null;
  gender: string | null;
  notes: string | null;
  emails: readonly string[];
  home_phones: readonly string[];
  mobile_phones: readonly string[];
  tag_ids: readonly string[];
  custom_field_values: Readonly<Record<string, unknown>>;
}

export interface CustomerFacts {
  firstname: string | undefined;
  lastname: string | undefined;
  company: string | undefined;
  emails: readonly string[];
  homePhones: readonly string[];
  mobilePhones: readonly string[];
  tagIds: readonly string[];
  notes: string | undefined;
  notesMode: "append" | "replace";
  customFields: Readonly<Record<string, unknown>>;
}

export interface CustomerRecordChange {
  firstname?: string;
  lastname?: string;
  company?: string;
  gender?: string;
  notes?: string;
  emails?: string[];
  home_phones?: string[];
  mobile_phones?: string[];
  tag_ids?: string[];
  custom_field_values?: Record<string, string | string[]>;
}

/** Only what differs from the record. Facts given in the node win over the profile. */
export function toGroupChange(
  record: CustomerRecord,
  facts: CustomerFacts,
  profile: Readonly<Record<string, unknown>>,
): CustomerRecordChange {
  const known = mapProfile(profile).fields;
  const single = (name: "firstname" | "lastname" | "company" | "gender" | "notes", value: string | undefined) =>
    value !== undefined && value !== record[name] ? { [name]: value } : {};
  const list = (
    name: "emails" | "home_phones" | "mobile_phones" | "tag_ids",
    values: readonly (string | undefined)[],
    toKey: (value: string) => string,
  ) => {
    const added = findNew(
      record[name],
      values.filter((value) => value !== undefined),
      toKey,
    );
    return added.length > 0 ? { [name]: [...record[name], ...added] } : {};
  };
  const custom = toCustomFields(record.custom_field_values, facts.customFields);
  return {
    ...single("firstname", facts.firstname ?? known.firstname),
    ...single("lastname", facts.lastname ?? known.lastname),
    ...single("company", facts.company),
    ...single("gender", known.gender),
    ...single("notes", toNotes(record.notes ?? "", facts)),
    ...list("emails", [...facts.emails, known.email], (mail) => mail.toLowerCase()),
    ...list("home_phones", [...facts.homePhones, known.home_phone], toDigits),
    ...list("mobile_phones", [...facts.mobilePhones, known.mobile_phone], toDigits),
    ...list("tag_ids", facts.tagIds, (tag) => tag),
    ...(Object.keys(custom).length > 0 && { custom_field_values: custom }),
  };
}

/** Engage shows phone numbers as digits, however they were written. */
function toDigits(phone: string): string {
  return phone.replace(/\D/g, "").replace(/^00/, "") || phone;
}

/** What is stored stays as it is, its twins included. */
function findNew(stored: readonly string[], values: readonly string[], toKey: (value: string) => string): string[] {
  const known = new Set(stored.map(toKey));
  return values.filter((value) => {
    const isNew = !known.has(toKey(value));
    known.add(toKey(value));
    return isNew;
  });
}

/** A note that is in the record already is not appended again. */
function toNotes(current: string, { notes, notesMode }: CustomerFacts): string | undefined {
  if (notes === undefined || notesMode === "replace") {
    return notes;
  }
  const toLines = (text: string) => `\n${text.replace(/\r\n/g, "\n").trim()}\n`;
  if (toLines(current).includes(toLines(notes))) {
    return undefined;
  }
  return current.trim() === "" ? notes : `${current.trimEnd()}\n${notes}`;
}

/** A value that is empty, as a token without a value is, leaves alone what is stored. */
function toCustomFields(
  current: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): Record<string, string | string[]> {
  const changes = Object.entries(wanted).flatMap(([key, value]): [string, string | string[]][] => {
    const before = member(current, key);
    const stored = toTexts(before);
    const added = findNew(stored, toTexts(value), (text) => text);
    if (added.length === 0) {
      return [];
    }
    const isList = Array.isArray(value) || Array.isArray(before);
    return [[key, isList ? [...stored, ...added] : added.join()]];
  });
  return Object.fromEntries(changes);
}

function toTexts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(toText).filter((text) => text.trim() !== "");
}

function toText(value: unknown): string {
  if (value === null || value === undefined) {
    return "";
  }
  if (typeof value !== "object") {
    return String(value);
  }
  return Object.keys(value).length > 0 ? JSON.stringify(value) : "";
}

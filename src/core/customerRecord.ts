/** What has to be written to a customer record: lists are merged, since writing one replaces it. */
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
    const merged = mergeLists(
      record[name],
      values.filter((value) => value !== undefined),
      toKey,
    );
    return merged.length > record[name].length ? { [name]: merged } : {};
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
  return phone.replace(/\D/g, "").replace(/^00/, "");
}

function mergeLists(current: readonly string[], added: readonly string[], toKey: (value: string) => string): string[] {
  const merged = new Map(current.map((value) => [toKey(value), value]));
  for (const value of added) {
    if (!merged.has(toKey(value))) {
      merged.set(toKey(value), value);
    }
  }
  return [...merged.values()];
}

/** A note that is in the record already is not appended again. */
function toNotes(current: string, { notes, notesMode }: CustomerFacts): string | undefined {
  if (notes === undefined || notesMode === "replace") {
    return notes;
  }
  if (current.includes(notes)) {
    return undefined;
  }
  return current.trim() === "" ? notes : `${current.trimEnd()}\n${notes}`;
}

function toCustomFields(
  current: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): Record<string, string | string[]> {
  const entries = Object.entries(wanted).map(([key, value]) => {
    if (!Array.isArray(value)) {
      return [key, value === null || value === undefined ? "" : String(value)] as const;
    }
    const existing = current[key];
    return [
      key,
      mergeLists(Array.isArray(existing) ? existing.map(String) : [], value.map(String), (item) => item),
    ] as const;
  });
  return Object.fromEntries(entries.filter(([key, value]) => JSON.stringify(current[key]) !== JSON.stringify(value)));
}

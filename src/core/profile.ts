/** A Cognigy Contact Profile as the user object of Engage's Channel SDK; what has no field there becomes context data. */
import { type ContextData, toContextData } from "./contextData";
import { isUnset, toFlag } from "./flag";
import { toWellFormed } from "./text";

export interface EngageAuthor {
  id: string;
  screenname: string;
  created_at: string;
  updated_at: string;
  puppetizable: boolean;
  firstname?: string;
  lastname?: string;
  email?: string;
  gender?: "man" | "woman";
  home_phone?: string;
  mobile_phone?: string;
  avatar_url?: string;
  context_data?: ContextData;
}

const AUTHOR_FIELDS = [
  "screenname",
  "firstname",
  "lastname",
  "email",
  "gender",
  "home_phone",
  "mobile_phone",
  "avatar_url",
] as const;
type AuthorField = (typeof AUTHOR_FIELDS)[number];

/** Profile fields, in lower case, whose meaning is known. Cognigy compares profile keys without regard to case. */
const DEFAULT_MAPPING: ReadonlyMap<string, AuthorField> = new Map([
  ...AUTHOR_FIELDS.map((field) => [field, field] as const),
  ["profilepic", "avatar_url"],
  ["phone", "home_phone"],
  ["mobile", "mobile_phone"],
]);

/** Instructions about the profile, not facts about the customer. As `toFlagName` makes them. */
const NEVER_SENT = new Set(["acceptedgdpr", "preventdatacollection", "privacypolicy", "profileid"]);

const GENDERS: Record<string, "man" | "woman"> = {
  man: "man",
  male: "man",
  m: "man",
  woman: "woman",
  female: "woman",
  f: "woman",
};

/** Names and addresses longer than this are not names and addresses. */
const MAX_FIELD_LENGTH = 255;

export interface ProfileOptions {
  /** Profile field -> Engage field or context data key; an empty target keeps the field out. Wins over the default. */
  mapping?: Readonly<Record<string, string>>;
  onlyWithConsent?: boolean;
}

/**
 * Whether the profile's own flags let it leave Cognigy. Flows and imports write them in many forms, so whatever could
 * mean "do not collect" means it, and consent is only what cannot mean anything else.
 */
export function isProfileSharable(profile: Readonly<Record<string, unknown>>, onlyWithConsent = false): boolean {
  const valuesOf = (flag: string) =>
    Object.entries(profile).flatMap(([key, value]) => (toFlagName(key) === flag ? [value] : []));
  if (valuesOf("preventdatacollection").some((value) => !isUnset(value) && toFlag(value) !== false)) {
    return false;
  }
  const consents = valuesOf("acceptedgdpr");
  return !onlyWithConsent || (consents.length > 0 && consents.every((value) => value === true));
}

/** Cognigy's own documents write names with underscores and in camel case. */
function toFlagName(key: string): string {
  return key.toLowerCase().replace(/[^a-z]/g, "");
}

export interface MappedProfile {
  fields: Partial<Record<AuthorField, string>>;
  contextData: ContextData;
}

export function mapProfile(
  profile: Readonly<Record<string, unknown>>,
  mapping: Readonly<Record<string, string>> = {},
): MappedProfile {
  const custom = new Map(Object.entries(mapping).map(([from, to]) => [from.toLowerCase(), to]));
  const fields: Partial<Record<AuthorField, string>> = {};
  const rest = new Map<string, unknown>();
  const keep = (name: string, value: unknown) => {
    if (!rest.has(name)) {
      rest.set(name, value);
    }
  };
  const entries = Object.entries(profile);
  const isCustom = ([key]: [string, unknown]) => custom.has(key.toLowerCase());
  // Who comes first gets the name.
  for (const [key, value] of [...entries.filter(isCustom), ...entries.filter((entry) => !isCustom(entry))]) {
    const name = key.toLowerCase();
    if (NEVER_SENT.has(toFlagName(key))) {
      continue;
    }
    const target = custom.get(name) ?? DEFAULT_MAPPING.get(name) ?? key;
    if (target === "") {
      continue;
    }
    if (!isAuthorField(target)) {
      keep(rest.has(target) ? key : target, value);
      continue;
    }
    const text = toFieldText(target, value);
    // What does not fit the field, or comes second, is kept under its own name.
    if (text !== undefined && fields[target] === undefined) {
      fields[target] = text;
    } else {
      keep(key, value);
    }
  }
  return { fields, contextData: toContextData(Object.fromEntries(rest)) };
}

/** The author of a customer's messages. Without a sharable profile it is an id and a neutral name. */
export function toAuthor(
  userId: string,
  profile: Readonly<Record<string, unknown>>,
  nowIso: string,
  options: ProfileOptions | undefined,
): EngageAuthor {
  const base = { id: userId, created_at: nowIso, updated_at: nowIso, puppetizable: false };
  if (!options || !isProfileSharable(profile, options.onlyWithConsent)) {
    return { ...base, screenname: "Customer" };
  }
  const { fields, contextData } = mapProfile(profile, options.mapping);
  const { gender, screenname, ...plain } = fields;
  const name = screenname ?? [fields.firstname, fields.lastname].filter(Boolean).join(" ");
  return {
    ...base,
    ...plain,
    screenname: name || "Customer",
    ...(gender !== undefined && { gender: gender === "man" ? "man" : "woman" }),
    ...(Object.keys(contextData).length > 0 && { context_data: contextData }),
  };
}

function isAuthorField(name: string): name is AuthorField {
  return (AUTHOR_FIELDS as readonly string[]).includes(name);
}

/** `undefined` when the value does not fit the field; it is then kept as context data. */
function toFieldText(field: AuthorField, value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") {
    return undefined;
  }
  const text = toWellFormed(String(value).trim());
  if (text === "" || text.length > MAX_FIELD_LENGTH) {
    return undefined;
  }
  if (field === "gender") {
    return GENDERS[text.toLowerCase()];
  }
  if (field === "avatar_url") {
    return /^https?:\/\//i.test(text) ? text : undefined;
  }
  return text;
}

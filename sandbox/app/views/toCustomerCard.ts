/** What an agent knows of a customer. */
import type { Identity, Thread } from "../../engage/domain/records";
import type { EngageDomain } from "../../engage/startEngage";
import type { CustomerCard } from "../view";

type Line = [label: string, value: string];

const PROFILE = [
  ["First name", "firstname"],
  ["Last name", "lastname"],
  ["E-mail", "email"],
  ["Company", "company"],
  ["Mobile", "mobile_phone"],
  ["Phone", "home_phone"],
] as const satisfies readonly (readonly [string, keyof Identity])[];

export function toCustomerCard(domain: EngageDomain, identity: Identity | undefined, thread: Thread): CustomerCard {
  if (!identity) {
    return { name: "Customer", profile: [], contextData: toLines(thread.extra_data), customFields: [] };
  }
  const group = identity.identity_group_id ? domain.identityGroups.get(identity.identity_group_id) : undefined;
  const labels = new Map([...domain.customFields.values()].map(({ key, label }) => [key, label]));
  const values = Object.entries(group?.custom_field_values ?? {});
  return {
    name: identity.display_name,
    profile: PROFILE.flatMap(([label, key]): Line[] => {
      const value = identity[key];
      return value === null || value === "" ? [] : [[label, value]];
    }),
    contextData: toLines({ ...identity.extra_values, ...thread.extra_data }),
    customFields: toLines(Object.fromEntries(values.map(([key, value]) => [labels.get(key) ?? key, value]))),
  };
}

function toLines(values: Readonly<Record<string, unknown>>): Line[] {
  return Object.entries(values).map(([key, value]) => [
    key,
    typeof value === "string" ? value : Array.isArray(value) ? value.join(", ") : JSON.stringify(value),
  ]);
}

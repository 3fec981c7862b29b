/** Checks values written with `custom_field_values[key]`; an unknown key is refused, as what Engage does is undocumented. */
import type { DomainState } from "./DomainState";
import { EngageRefusal } from "./EngageRefusal";

export function checkCustomFieldValues(
  state: DomainState,
  type: "IdentityGroup" | "Intervention",
  values: Record<string, unknown>,
): Record<string, unknown> {
  for (const [key, value] of Object.entries(values)) {
    const field = [...state.customFields.values()].find((one) => one.associated_type_name === type && one.key === key);
    const isWellFormed = field?.multiple ? Array.isArray(value) : value === null || typeof value !== "object";
    if (field === undefined || !isWellFormed) {
      throw new EngageRefusal("invalid", `Validation failed: custom field ${key} is invalid`);
    }
    const chosen = Array.isArray(value) ? value : [value];
    if (field.choices.length > 0 && chosen.some((one) => !field.choices.includes(String(one)))) {
      throw new EngageRefusal("invalid", `Validation failed: ${key} is not included in the list`);
    }
  }
  return values;
}

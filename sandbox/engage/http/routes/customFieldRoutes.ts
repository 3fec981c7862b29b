/** REST: custom fields of interventions and identity groups. */
import { EngageRefusal } from "../../domain/EngageRefusal";
import { find } from "../../domain/find";
import type { CustomField } from "../../domain/records";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { toPage } from "../paging";
import { customFieldView } from "../views";

const TYPES = ["string", "boolean", "text", "integer", "float", "single_choice", "multiple_choice"];

export const customFieldRoutes: EngageRoute[] = [
  {
    method: "GET",
    path: "/custom_fields",
    operation: "getAllCustomFields",
    handle: (call) => toPage(call, [...call.domain.customFields.values()], customFieldView),
  },
  {
    method: "GET",
    path: "/custom_fields/:customFieldId",
    operation: "getCustomField",
    handle: (call) => customFieldView(readField(call)),
  },
  {
    method: "POST",
    path: "/custom_fields",
    operation: "createCustomField",
    handle(call) {
      call.demandRight("manage_custom_fields");
      return customFieldView(createField(call));
    },
  },
  {
    method: "PUT",
    path: "/custom_fields/:customFieldId",
    operation: "updateCustomField",
    handle(call) {
      call.demandRight("manage_custom_fields");
      const field = readField(call);
      field.label = call.parameters.text("label") ?? field.label;
      field.choices = call.parameters.list("choices") ?? field.choices;
      field.position = call.parameters.integer("position") ?? field.position;
      field.read_only = call.parameters.flag("read_only") ?? field.read_only;
      field.updated_at = call.domain.timestamp();
      return customFieldView(field);
    },
  },
  {
    method: "DELETE",
    path: "/custom_fields/:customFieldId",
    operation: "deleteCustomField",
    handle(call) {
      call.demandRight("manage_custom_fields");
      const field = readField(call);
      call.domain.customFields.delete(field.id);
      return customFieldView(field);
    },
  },
];

function readField(call: Call): CustomField {
  return find(call.domain.customFields, call.pathId("customFieldId"));
}

function createField(call: Call): CustomField {
  const { parameters, domain } = call;
  const associated = parameters.required("associated_type_name");
  const label = parameters.required("label");
  const type = parameters.text("type") ?? "string";
  const key = parameters.text("key") ?? label.toLowerCase().replace(/\W+/g, "_");
  const isTaken = [...domain.customFields.values()].some(
    (one) => one.associated_type_name === associated && one.key === key,
  );
  if ((associated !== "IdentityGroup" && associated !== "Intervention") || !TYPES.includes(type) || isTaken) {
    throw new EngageRefusal("invalid", "Validation failed: custom field is invalid");
  }
  const field: CustomField = {
    id: domain.newId("record"),
    associated_type_name: associated,
    key,
    label,
    type,
    choices: parameters.list("choices") ?? [],
    multiple: parameters.flag("multiple") ?? type === "multiple_choice",
    position: parameters.integer("position") ?? domain.customFields.size + 1,
    read_only: parameters.flag("read_only") ?? false,
    ...domain.timestamps(),
  };
  domain.customFields.set(field.id, field);
  return field;
}

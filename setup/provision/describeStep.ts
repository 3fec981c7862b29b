/** A step of the plan in words. */
import { SETTINGS } from "../settings";
import { CATEGORY_NAMES, type DefaultsChange, type Step } from "./Plan";

const DEFAULTS_CHANGES: Readonly<Record<DefaultsChange, string>> = {
  "add bot": "add the Bot category to",
  "replace agent": "replace the Agent category with the Bot category in",
  "remove agent": "remove the Agent category, beside which the bot doesn't answer, from",
};

export function describeStep(step: Step): string {
  switch (step.kind) {
    case "makeSecret":
      return `generate ${SETTINGS[step.key].variable} and save it in .env`;
    case "createParent":
      return `create the category "${CATEGORY_NAMES.parent}" (only the parent of Bot and Agent)`;
    case "createCategory":
      return `create the category "${CATEGORY_NAMES[step.role]}" and save its id in .env`;
    case "useCategory":
      return `save the id of the category "${CATEGORY_NAMES[step.role]}" that is there (${step.id}) in .env`;
    case "makeSelectable":
      return `make the category "${step.name}" selectable`;
    case "createWebhook":
      return "create the webhook to the hub";
    case "updateWebhook":
      return `correct the webhook to the hub: ${step.changes.join(", ")}`;
    case "correctDefaults":
      return `${DEFAULTS_CHANGES[step.change]} the default categories of the source "${step.name}"`;
    case "createAgentIdentity":
      return "create the identity that agents write as on the Channel SDK source";
    case "equipAgent":
      return `give ${step.user.email ?? step.user.id} ${step.addsCategory ? "the Agent category" : "the identity that agents write as"}`;
  }
}

/** The call that it makes; none for what only .env gets. */
export function callOf(step: Step): string | undefined {
  switch (step.kind) {
    case "makeSecret":
    case "useCategory":
      return undefined;
    case "createParent":
    case "createCategory":
      return "POST /1.0/categories";
    case "makeSelectable":
      return `PUT /1.0/categories/${step.id}`;
    case "createWebhook":
      return "POST /1.0/webhooks";
    case "updateWebhook":
      return `PUT /1.0/webhooks/${step.id}`;
    case "correctDefaults":
      return `PUT /1.0/content_sources/${step.sourceId}`;
    case "createAgentIdentity":
      return "POST /realtime/sdk/... users.create";
    case "equipAgent":
      return `PUT /1.0/users/${step.user.id}`;
  }
}

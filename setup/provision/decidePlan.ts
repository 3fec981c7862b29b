/** Decides what `provision` would do, from what was read. Pure: nothing is asked, and nothing is written here. */
import type { AccountUser } from "../engage/account";
import { refuseTokenUser } from "../lists/engageLists";
import { decideCategories } from "./decideCategories";
import { decideDefaults } from "./decideDefaults";
import { decideWebhook } from "./decideWebhook";
import type { FoundState, Plan, Step } from "./Plan";

export function decidePlan(state: FoundState): Plan {
  const categories = decideCategories(state);
  const secrets = decideSecrets(state);
  const webhook = decideWebhook(
    state,
    secrets.map(({ key }) => key),
  );
  const defaults = decideDefaults(state, categories.ids);
  const people = state.people.filter(({ id }) => id !== state.tokenUserId);
  return {
    steps: [
      ...secrets,
      ...categories.steps,
      ...defaults.steps,
      ...(state.agentIdentity && !state.agentIdentity.exists ? [{ kind: "createAgentIdentity" as const }] : []),
      ...people.flatMap((user) => decideAgent(user, categories.ids.agent, state)),
      ...webhook.steps,
    ],
    obstacles: [
      ...webhook.obstacles,
      ...defaults.obstacles,
      ...state.people.filter((user) => !people.includes(user)).map(({ email, id }) => refuseTokenUser(email ?? id)),
      ...state.unknownEmails.map((email) => ({
        code: "agent_unknown",
        message: `Engage has no user ${email}, or the token may not read users.`,
        fix: "Correct ENGAGE_AGENT_EMAILS, or create the user under Admin > Users.",
      })),
    ],
  };
}

function decideSecrets(state: FoundState): Extract<Step, { kind: "makeSecret" }>[] {
  return [
    ...(state.webhookSecret === undefined ? (["engageWebhookSecret"] as const) : []),
    ...(state.verificationToken === undefined ? (["engageVerificationToken"] as const) : []),
    ...(state.usesBridge && state.baseUriKey === undefined ? (["engageBaseUriKey"] as const) : []),
  ].map((key) => ({ kind: "makeSecret", key }));
}

function decideAgent(user: AccountUser, agentCategoryId: string | undefined, { agentIdentity }: FoundState): Step[] {
  const addsCategory = agentCategoryId === undefined || !user.category_ids.includes(agentCategoryId);
  const identityId = agentIdentity?.identityId;
  const addsIdentity =
    agentIdentity !== undefined && (identityId === undefined || !user.identity_ids.includes(identityId));
  return addsCategory || addsIdentity ? [{ kind: "equipAgent", user, addsCategory, identityId }] : [];
}

/** Carries out one step. What it makes is saved before anything builds on it, so that an interrupted run can go on. */
import { randomBytes } from "node:crypto";
import { EngageError } from "../../src/core/errors";
import type { CheckContext } from "../doctor/check";
import { bridgeSourceIdOf } from "../doctor/checks/sources";
import { saveDotEnv } from "../dotEnvFile";
import type { WebhookValues } from "../engage/account";
import { createRealtimeProbe, textOf } from "../engage/realtimeProbe";
import { NEEDED_EVENTS, USEFUL_EVENTS } from "../engage/webhookEvents";
import type { Report } from "../report";
import { SETTINGS, type SettingKey } from "../settings";
import { CATEGORY_NAMES, type Step, type WebhookChange } from "./Plan";
import { AGENT_IDENTITY_ID } from "./readState";

/** How long an identity may take to appear after Engage has taken it. */
const IDENTITY_TRIES = 10;
const IDENTITY_PAUSE_MS = 300;

export interface Provisioning {
  context: CheckContext;
  report: Report;
  dotEnvFile: string;
  /** Made by an earlier step. */
  parentId: string | undefined;
}

export async function carryOut(step: Step, state: Provisioning): Promise<void> {
  const { context } = state;
  const account = context.account();
  const botId = () => context.value("engageBotCategoryId");
  switch (step.kind) {
    case "makeSecret":
      return keep(state, step.key, randomBytes(24).toString("hex"));
    case "createParent":
      state.parentId = await account.createCategory(CATEGORY_NAMES.parent, "root");
      return;
    case "createCategory": {
      const parentId = step.parentId ?? state.parentId;
      if (parentId === undefined) {
        throw new Error("A category is to be created before its parent");
      }
      return keep(state, keyOf(step.role), await account.createCategory(CATEGORY_NAMES[step.role], { id: parentId }));
    }
    case "useCategory":
      return keep(state, keyOf(step.role), step.id);
    case "makeSelectable":
      return void (await account.makeSelectable(step.id));
    case "correctDefaults":
      return void (await account.setDefaultCategories(step.sourceId, [...step.others, botId()]));
    case "createAgentIdentity":
      return createAgentIdentity(context);
    case "equipAgent": {
      const { user } = step;
      const usesIdentity = context.settings.get("engageRealtimeEndpointUrl") !== undefined;
      const identityId = step.identityId ?? (usesIdentity ? await findAgentIdentity(context, 1) : undefined);
      await account.updateUser(user.id, {
        ...(step.addsCategory && {
          category_ids: [...new Set([...user.category_ids, context.value("engageAgentCategoryId")])],
        }),
        ...(identityId && { identity_ids: [...new Set([...user.identity_ids, identityId])] }),
      });
      return;
    }
    case "createWebhook":
      await account.createWebhook({ ...webhookValues(context), name: "Cognigy.AI hub" });
      return;
    case "updateWebhook": {
      const { verify_token, secret } = webhookValues(context);
      const has = (change: WebhookChange) => step.changes.includes(change);
      await account.updateWebhook(step.id, {
        ...(has("verify_token") && { verify_token }),
        ...(has("secret") && { secret }),
        ...(has("registered_events") && { registered_events: step.registeredEvents }),
        // Also where it is active already: only that makes sure that Engage asks the hub again.
        active: true,
      });
      return;
    }
  }
}

function webhookValues({ value }: CheckContext): Required<Omit<WebhookValues, "name">> {
  return {
    url: value("cognigyHubUrl"),
    active: true,
    registered_events: [...NEEDED_EVENTS, ...USEFUL_EVENTS],
    verify_token: value("engageVerificationToken"),
    secret: value("engageWebhookSecret"),
  };
}

async function keep({ context, report, dotEnvFile }: Provisioning, key: SettingKey, value: string): Promise<void> {
  await saveDotEnv(dotEnvFile, { [SETTINGS[key].variable]: value });
  context.settings.set(key, value, "generated");
  report.hide(context.settings.secrets());
}

function keyOf(role: "bot" | "agent"): SettingKey {
  return role === "bot" ? "engageBotCategoryId" : "engageAgentCategoryId";
}

async function createAgentIdentity(context: CheckContext): Promise<void> {
  const probe = createRealtimeProbe(context.exchange, context.hmac, {
    realtimeUrl: context.value("engageRealtimeEndpointUrl"),
    accessToken: context.value("engageRealtimeAccessToken"),
  });
  const outcome = await probe.createAgentIdentity(AGENT_IDENTITY_ID, "Support", new Date().toISOString());
  if (outcome.kind !== "answered" || outcome.status >= 300) {
    throw new EngageError("configuration", `Engage did not take the identity: ${textOf(outcome).slice(0, 120)}`, {
      hint: "Set the source's Base URI to the hub and save the source, then run provision again.",
    });
  }
  await findAgentIdentity(context, IDENTITY_TRIES);
}

async function findAgentIdentity(context: CheckContext, tries: number): Promise<string | undefined> {
  const sourceId = bridgeSourceIdOf(context.value("engageRealtimeEndpointUrl"));
  for (let attempt = 1; ; attempt++) {
    context.account().forget();
    const [agentIdentity] = (await context.account().identities(sourceId, AGENT_IDENTITY_ID)).filter(
      ({ foreign_id }) => foreign_id === AGENT_IDENTITY_ID,
    );
    if (agentIdentity !== undefined || attempt >= tries) {
      return agentIdentity?.id;
    }
    await new Promise((resolve) => setTimeout(resolve, IDENTITY_PAUSE_MS));
  }
}

/** Reads what `provision` decides from. */
import { toEngageError } from "../../src/core/errors";
import type { CheckContext } from "../doctor/check";
import { shakeHands } from "../doctor/checks/hub";
import { allSourceIds, bridgeSourceIdOf } from "../doctor/checks/sources";
import { isSameUrl } from "../doctor/checks/webhook";
import type { EmergencyRecord } from "../emergency/EmergencyRecord";
import { ifAllowed } from "../engage/account";
import type { FoundState } from "./Plan";

/** The foreign id of the identity that agents write as. */
export const AGENT_IDENTITY_ID = "cognigy-agents";

export async function readState(context: CheckContext, emergency: EmergencyRecord | undefined): Promise<FoundState> {
  const { settings } = context;
  const account = context.account();
  const hubUrl = settings.get("cognigyHubUrl");
  const [me, categories, webhooks, sources, agentIdentity, people, isReady] = await Promise.all([
    ifAllowed(account.me()),
    account.categories(),
    hubUrl === undefined ? [] : account.webhooks(),
    Promise.all(allSourceIds(settings).map((id) => account.source(id))),
    readAgentIdentity(context),
    Promise.all(
      settings.list("engageAgentEmails").map(async (email) => ({
        email,
        users: (await ifAllowed(account.usersWithEmail(email))) ?? [],
      })),
    ),
    isHubReady(context),
  ]);
  const calling = webhooks.filter(({ url }) => isSameUrl(url, hubUrl ?? ""));
  return {
    categories,
    botCategoryId: settings.get("engageBotCategoryId"),
    agentCategoryId: settings.get("engageAgentCategoryId"),
    webhook: calling.find(({ active }) => active) ?? calling[0],
    hub: hubUrl === undefined ? undefined : { url: hubUrl, isReady },
    webhookSecret: settings.get("engageWebhookSecret"),
    verificationToken: settings.get("engageVerificationToken"),
    baseUriKey: settings.get("engageBaseUriKey"),
    usesBridge: settings.usesBridge,
    sources,
    emergencySourceIds: emergency?.direction === "agents" ? emergency.sources.map(({ id }) => id) : [],
    agentIdentity,
    people: people.flatMap(({ email, users }) =>
      users.filter((user) => user.email?.toLowerCase() === email.toLowerCase()),
    ),
    tokenUserId: me?.id,
    unknownEmails: people.filter(({ users }) => users.length === 0).map(({ email }) => email),
  };
}

async function readAgentIdentity(context: CheckContext): Promise<FoundState["agentIdentity"]> {
  const { settings } = context;
  const realtimeUrl = settings.get("engageRealtimeEndpointUrl");
  const agentCategoryId = settings.get("engageAgentCategoryId");
  if (realtimeUrl === undefined || settings.get("engageRealtimeAccessToken") === undefined) {
    return undefined;
  }
  const [identities, agents] = await Promise.all([
    context.account().identities(bridgeSourceIdOf(realtimeUrl)),
    agentCategoryId === undefined ? [] : ifAllowed(context.account().usersWithCategory(agentCategoryId)),
  ]);
  const own = identities.find(({ foreign_id }) => foreign_id === AGENT_IDENTITY_ID);
  // Another one that agents control serves as well.
  const used = own ?? identities.find(({ user_ids }) => agents?.some(({ id }) => user_ids.includes(id)));
  return { exists: used !== undefined, identityId: used?.id };
}

async function isHubReady(context: CheckContext): Promise<boolean> {
  const token = context.settings.get("engageVerificationToken");
  if (token === undefined || context.settings.get("cognigyHubUrl") === undefined) {
    return false;
  }
  try {
    return (await shakeHands(context, token)).isProved;
  } catch (thrown) {
    throw toEngageError(thrown);
  }
}

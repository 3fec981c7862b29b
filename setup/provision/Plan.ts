/** What `provision` finds in an account, and the plan that is made of it. */
import type { AccountSource, AccountUser, AccountWebhook } from "../engage/account";

interface CategoryRecord {
  id: string;
  name: string | null;
  parent_id: string | null;
  unselectable: boolean;
}

export interface FoundState {
  categories: readonly CategoryRecord[];
  botCategoryId: string | undefined;
  agentCategoryId: string | undefined;
  /** The webhook that calls the hub. */
  webhook: AccountWebhook | undefined;
  hub: { url: string; isReady: boolean } | undefined;
  webhookSecret: string | undefined;
  verificationToken: string | undefined;
  baseUriKey: string | undefined;
  usesBridge: boolean;
  sources: readonly AccountSource[];
  /** Sources whose new conversations `all-to-agents` gave to agents, until it's undone. */
  emergencySourceIds: readonly string[];
  /** Of the Channel SDK source; nothing without route bridge. */
  agentIdentity: { exists: boolean; identityId: string | undefined } | undefined;
  /** Who shall take over, as far as Engage knows them. */
  people: readonly AccountUser[];
  /** As who the bot acts; unknown where Engage doesn't say. */
  tokenUserId: string | undefined;
  unknownEmails: readonly string[];
}

export type SecretKey = "engageWebhookSecret" | "engageVerificationToken" | "engageBaseUriKey";
export type CategoryRole = "bot" | "agent";
/** What a source's default categories lack or have too much: the bot ignores conversations that have both. */
export type DefaultsChange = "add bot" | "replace agent" | "remove agent";
export type WebhookChange = "secret" | "verify_token" | "registered_events" | "active";

/** Ids that an earlier step makes are filled in when the plan is carried out. */
export type Step =
  | { kind: "makeSecret"; key: SecretKey }
  | { kind: "createParent" }
  | { kind: "createCategory"; role: CategoryRole; parentId: string | undefined }
  | { kind: "useCategory"; role: CategoryRole; id: string }
  | { kind: "makeSelectable"; id: string; name: string }
  | { kind: "createWebhook" }
  | { kind: "updateWebhook"; id: string; changes: WebhookChange[]; registeredEvents: readonly string[] }
  | {
      kind: "correctDefaults";
      sourceId: string;
      name: string;
      change: DefaultsChange;
      /** The ones that stay, beside the Bot category. */
      others: readonly string[];
    }
  | { kind: "createAgentIdentity" }
  | { kind: "equipAgent"; user: AccountUser; addsCategory: boolean; identityId: string | undefined };

export interface Plan {
  steps: Step[];
  /** What stands in the way of a part; the rest is done all the same. */
  obstacles: { code: string; message: string; fix: string }[];
}

export const CATEGORY_NAMES = { parent: "Cognigy", bot: "Bot", agent: "Agent" } as const;

/** The Engage account as the assistant sees it: reads that are made once, and the few writes of `provision`. */
import * as z from "zod/mini";
import { EngageError } from "../../src/core/errors";
import { systemClock } from "../../src/engage/clock";
import type { HttpExchange } from "../../src/engage/httpExchange";
import type { RequestContext } from "../../src/engage/request";
import { createCatalogue } from "../../src/engage/resources/catalogue";
import { createRest, listPages, type Parameters, type Rest } from "../../src/engage/rest";
import { flag, id, idList, optionalId, optionalText, pageOf } from "../../src/engage/schema";
import { createThrottles } from "../../src/engage/throttle";

/** So that no command of the assistant hangs. */
const TOTAL_MS = 60_000;
const REQUEST_MS = 8_000;
const MAX_PAGES = 7;

const userSchema = z.object({
  id: id(),
  email: optionalText(),
  firstname: optionalText(),
  lastname: optionalText(),
  role_id: optionalId(),
  enabled: z.optional(z.nullable(z.boolean())),
  category_ids: idList(),
  identity_ids: idList(),
});
export type AccountUser = z.output<typeof userSchema>;

const webhookSchema = z.object({
  id: id(),
  url: optionalText(),
  active: flag(),
  staging_use: flag(),
  registered_events: idList(),
  verify_token: optionalText(),
  webhook_status: optionalText(),
});
export type AccountWebhook = z.output<typeof webhookSchema>;

const sourceSchema = z.object({
  id: id(),
  name: optionalText(),
  type: optionalText(),
  active: flag(),
  error_message: optionalText(),
  channel_id: optionalId(),
  default_category_ids: idList(),
});
export type AccountSource = z.output<typeof sourceSchema>;

const teamSchema = z.object({ id: id(), name: optionalText(), user_ids: idList() });
const timeSheetSchema = z.object({ id: id(), label: optionalText(), active: flag(), timezone: optionalText() });

const roleSchema = z.looseObject({ id: id() });
const identitySchema = z.object({ id: id(), foreign_id: optionalText(), user_ids: idList() });
const settingsSchema = z.object({ push_enabled: z.optional(z.nullable(z.boolean())) });
const topologySchema = z.object({ id: id(), name: optionalText() });
const anything = z.looseObject({});
const permissionsSchema = z.record(z.string(), z.unknown());

export interface WebhookValues {
  url?: string;
  active?: boolean;
  registered_events?: readonly string[];
  verify_token?: string;
  secret?: string;
  name?: string;
}

export type Account = ReturnType<typeof openAccount>;

export function openAccount(
  given: { apiUrl: string; accessToken: string },
  exchange: HttpExchange,
  totalMs = TOTAL_MS,
) {
  let calls = 0;
  let refusals = 0;
  let check = () => {};
  const context: RequestContext = {
    exchange: {
      async send(request, timeoutMs) {
        check();
        calls++;
        return exchange.send(request, timeoutMs);
      },
      close: () => exchange.close(),
    },
    throttleOf: createThrottles(systemClock),
    clock: systemClock,
    budget: { deadlineMs: Date.now() + totalMs, requestMs: REQUEST_MS },
    secrets: [given.accessToken],
    onCall: ({ status }) => {
      if (status === 429) {
        refusals++;
      }
    },
  };
  const rest = createRest(context, given.apiUrl, given.accessToken);
  const memory = new Map<string, Promise<unknown>>();
  /** Several checks look at the same record: each is read once. */
  const remember = <T>(key: string, read: () => Promise<T>): (() => Promise<T>) => {
    return () => {
      const known = memory.get(key);
      if (known !== undefined) {
        return known as Promise<T>;
      }
      const reading = read();
      memory.set(key, reading);
      return reading;
    };
  };
  const list = <Schema extends z.ZodMiniType<{ id: string }>>(
    path: readonly [string, ...string[]],
    schema: Schema,
    query: Parameters = {},
  ) =>
    remember(`${path.join("/")} ${JSON.stringify(query)}`, async () => {
      return (await listPages(rest, { path, query }, schema, MAX_PAGES)).records;
    })();
  const catalogue = createCatalogue(rest);
  return {
    context,
    /** For what only one command reads. */
    rest,
    counters: () => ({ calls, refusals }),
    /** For a limit: throws where no further request may be made, repeats included. */
    beforeEachRequest(mayThrow: () => void) {
      check = mayThrow;
    },
    me: remember("me", () => rest({ method: "GET", path: ["users", "me"], schema: userSchema })),
    role: (roleId: string) => list(["roles"], roleSchema).then((roles) => roles.find((role) => role.id === roleId)),
    category: (categoryId: string) => remember(`category ${categoryId}`, () => catalogue.getCategory(categoryId))(),
    categories: remember("categories", async () => (await catalogue.listCategories(MAX_PAGES)).records),
    source: (sourceId: string) =>
      remember(`source ${sourceId}`, () =>
        rest({ method: "GET", path: ["content_sources", sourceId], schema: sourceSchema }),
      )(),
    sources: () => list(["content_sources"], sourceSchema),
    users: () => list(["users"], userSchema),
    teams: () => list(["teams"], teamSchema),
    timeSheets: () => list(["time_sheets"], timeSheetSchema),
    usersWithCategory: (categoryId: string) => list(["users"], userSchema, { category_id: categoryId }),
    usersWithEmail: (email: string) => list(["users"], userSchema, { email }),
    /** What the user may do, by source. Engage writes it as a list, or as a text with commas. */
    permissions: (userId: string) => remember(`permissions ${userId}`, () => readPermissions(rest, userId))(),
    identities: (sourceId: string, foreignId?: string) =>
      list(["identities"], identitySchema, { source_id: sourceId, ...(foreignId && { foreign_id: foreignId }) }),
    settings: remember("settings", () => rest({ method: "GET", path: ["settings"], schema: settingsSchema })),
    /** The one list that takes no paging. */
    topologies: async () =>
      (await rest({ method: "GET", path: ["topologies"], schema: pageOf(topologySchema) })).records,
    webhooks: () => list(["webhooks"], webhookSchema),
    /** What was read is no longer so. */
    forget: () => memory.clear(),
    async createCategory(name: string, parent: { id: string } | "root"): Promise<string> {
      const query = parent === "root" ? { name, unselectable: true } : { name, parent_id: parent.id };
      return (await rest({ method: "POST", path: ["categories"], query, schema: z.object({ id: id() }) })).id;
    },
    makeSelectable: (categoryId: string) =>
      rest({ method: "PUT", path: ["categories", categoryId], query: { unselectable: false }, schema: anything }),
    createWebhook: (values: WebhookValues) =>
      rest({ method: "POST", path: ["webhooks"], form: { ...values }, schema: webhookSchema }),
    updateWebhook: (webhookId: string, values: WebhookValues) =>
      rest({ method: "PUT", path: ["webhooks", webhookId], form: { ...values }, schema: webhookSchema }),
    deleteWebhook: (webhookId: string) => rest({ method: "DELETE", path: ["webhooks", webhookId], schema: anything }),
    setDefaultCategories: (sourceId: string, categoryIds: readonly string[]) =>
      rest({
        method: "PUT",
        path: ["content_sources", sourceId],
        query: { default_category_ids: categoryIds },
        schema: anything,
      }),
    updateUser: (userId: string, values: { category_ids?: readonly string[]; identity_ids?: readonly string[] }) =>
      rest({ method: "PUT", path: ["users", userId], query: { ...values }, schema: anything }),
  };
}

async function readPermissions(rest: Rest, userId: string): Promise<Map<string, string[]>> {
  const answer = await rest({
    method: "GET",
    path: ["users", userId, "sources_permissions"],
    schema: permissionsSchema,
  });
  return new Map(
    Object.entries(answer).map(([sourceId, value]) => [
      sourceId,
      (Array.isArray(value) ? value : String(value ?? "").split(",")).map((name) => String(name).trim()),
    ]),
  );
}

/** What the read gives, or nothing where the token's user may not read it. */
export async function ifAllowed<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof EngageError && (error.code === "forbidden" || error.code === "not_found")) {
      return undefined;
    }
    throw error;
  }
}

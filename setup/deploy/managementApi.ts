/** The few calls to Cognigy's REST API that `deploy` makes, through the vendor's client and checked on arrival. */
import * as z from "zod";
import { createHttpAdapter, type HttpAdapterOptions } from "./createHttpAdapter";
import { unreadableAnswer } from "./explainAnswer";

const PAGE_SIZE = 100;

const projectSchema = z.object({ _id: z.string(), name: z.string() });
const extensionSchema = z.object({ _id: z.string(), name: z.string(), version: z.string() });
const endpointItemSchema = z.object({
  _id: z.string(),
  name: z.string(),
  channel: z.string(),
  URLToken: z.string(),
});
const transformerSchema = z.looseObject({
  transformer: z.string().nullish(),
  abortOnError: z.boolean().nullish(),
  inputTransformerEnabled: z.boolean().nullish(),
  outputTransformerEnabled: z.boolean().nullish(),
  notifyTransformerEnabled: z.boolean().nullish(),
  injectTransformerEnabled: z.boolean().nullish(),
  finalPingTransformerEnabled: z.boolean().nullish(),
});
const endpointSchema = z.object({
  ...endpointItemSchema.shape,
  active: z.boolean().nullish(),
  transformer: transformerSchema.nullish(),
  handoverSettings: z.object({ provider: z.string().nullish() }).nullish(),
});
const startedTaskSchema = z.object({ _id: z.string() });
const taskSchema = z.object({ status: z.string(), failReason: z.string().nullish() });

export type Project = z.output<typeof projectSchema>;
export type InstalledExtension = z.output<typeof extensionSchema>;
export type EndpointItem = z.output<typeof endpointItemSchema>;
export type RemoteEndpoint = z.output<typeof endpointSchema>;
export type RemoteTransformer = z.output<typeof transformerSchema>;
export type ManagementApi = Awaited<ReturnType<typeof createManagementApi>>;

/** What a PATCH of an Endpoint says about its transformer. */
export interface TransformerUpdate {
  [member: string]: unknown;
  transformer: string;
  abortOnError: boolean;
  inputTransformerEnabled: boolean;
  outputTransformerEnabled: boolean;
  notifyTransformerEnabled: boolean;
  injectTransformerEnabled: boolean;
  finalPingTransformerEnabled: boolean;
}

export async function createManagementApi(options: HttpAdapterOptions) {
  // Takes a quarter of a second to load, which the other commands need not wait for.
  const { RestAPIClient } = await import("@cognigy/rest-api-client");
  const client = new RestAPIClient({ baseUrl: options.baseUrl, httpAdapter: createHttpAdapter(options) });
  return {
    listProjects: () => all(projectSchema, "projects", (query) => client.indexProjects(query)),
    readProject: async (projectId: string) => check(projectSchema, await client.readProject({ projectId }), "Project"),
    listExtensions: (projectId: string) =>
      all(extensionSchema, "extensions", (query) => client.indexExtensions({ projectId, ...query })),
    listEndpoints: (projectId: string) =>
      all(endpointItemSchema, "endpoints", (query) => client.indexEndpoints({ projectId, ...query })),
    readEndpoint: async (endpointId: string) =>
      check(endpointSchema, await client.readEndpoint({ endpointId }), "Endpoint"),
    async updateTransformer(endpointId: string, transformer: TransformerUpdate): Promise<void> {
      await client.updateEndpoint({ endpointId, transformer });
    },
    /** Gives the id of the task, as does the next one. The file's name means nothing to the platform. */
    async uploadExtension(projectId: string, file: Buffer): Promise<string> {
      return check(startedTaskSchema, await client.uploadExtension({ projectId, file }), "task")._id;
    },
    async updateExtension(projectId: string, extension: string, file: Buffer): Promise<string> {
      return check(startedTaskSchema, await client.updateExtensionPackage({ projectId, extension, file }), "task")._id;
    },
    readTask: async (taskId: string) => check(taskSchema, await client.readTask({ taskId }), "task"),
  };
}

/** All pages of a list. Stops at a page without anything new, should a release not know the cursor. */
async function all<Schema extends z.ZodType<{ _id: string }>>(
  schema: Schema,
  what: string,
  readPage: (query: { limit: number; next?: string }) => Promise<unknown>,
): Promise<z.output<Schema>[]> {
  const pageSchema = z.object({ items: z.array(schema), next: z.string().nullish() });
  const found = new Map<string, z.output<Schema>>();
  let next: string | undefined;
  for (;;) {
    const page = check(pageSchema, await readPage({ limit: PAGE_SIZE, ...(next ? { next } : {}) }), what);
    const before = found.size;
    for (const item of page.items) {
      found.set(item._id, item);
    }
    next = page.next ?? undefined;
    if (!next || found.size === before) {
      return [...found.values()];
    }
  }
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    return parsed.data;
  }
  throw unreadableAnswer(what, `unexpected at "${parsed.error.issues[0]?.path.join(".") ?? ""}"`);
}

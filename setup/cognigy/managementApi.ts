/** The calls to Cognigy's REST API that the assistant makes, checked on arrival. */
import type * as z from "zod";
import { type CognigyHttpOptions, createCognigyHttp } from "./createCognigyHttp";
import { unreadableAnswer } from "./explainAnswer";
import { readList } from "./readList";
import * as shapes from "./shapes";

export type ManagementApi = ReturnType<typeof createManagementApi>;

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

export interface NewNode {
  type: string;
  extension: string;
  label: string;
  mode: "append" | "appendChild";
  /** The `_id` of a node of this chart. */
  target: string;
  config: Readonly<Record<string, unknown>>;
}

export interface NodeChange {
  label?: string;
  config?: Readonly<Record<string, unknown>>;
  localeId?: string;
}

export function createManagementApi(options: CognigyHttpOptions) {
  const http = createCognigyHttp(options);
  const read = async <Schema extends z.ZodType>(path: string, schema: Schema, query = {}) =>
    check(schema, await http({ method: "GET", path, query }), path);
  const create = async <Schema extends z.ZodType>(path: string, body: object, schema: Schema) =>
    check(schema, await http({ method: "POST", path, body }), path);
  const change = async (path: string, body: object): Promise<void> =>
    void (await http({ method: "PATCH", path, body }));
  const remove = async (path: string): Promise<void> => void (await http({ method: "DELETE", path }));
  const nodes = (flowId: string) => `/flows/${flowId}/chart/nodes`;
  return {
    listProjects: () => readList(http, "/projects", {}, shapes.project),
    readProject: (projectId: string) => read(`/projects/${projectId}`, shapes.project),
    listLocales: (projectId: string) => readList(http, "/locales", { projectId }, shapes.locale),

    listExtensions: (projectId: string) => readList(http, "/extensions", { projectId }, shapes.extension),
    readExtension: (extensionId: string) => read(`/extensions/${extensionId}`, shapes.extensionDetail),
    /** Gives the id of the task, as does the next one. */
    uploadExtension: async (projectId: string, file: Buffer) =>
      (await create("/extensions/upload", toForm({ projectId }, file), shapes.startedTask))._id,
    updateExtension: async (projectId: string, extension: string, file: Buffer) =>
      (await create("/extensions/update", toForm({ projectId, extension }, file), shapes.startedTask))._id,
    readTask: (projectId: string, taskId: string) => read(`/tasks/${taskId}`, shapes.task, { projectId }),

    listConnections: (projectId: string) => readList(http, "/connections", { projectId }, shapes.connection),
    createConnection: (body: object) => create("/connections", body, shapes.connection),
    updateConnection: (connectionId: string, fields: Readonly<Record<string, string>>) =>
      change(`/connections/${connectionId}`, { fields }),

    listFlows: (projectId: string) => readList(http, "/flows", { projectId }, shapes.flow),
    createFlow: (body: { projectId: string; name: string }) => create("/flows", body, shapes.flow),
    readChart: (flowId: string) => read(`/flows/${flowId}/chart`, shapes.chart),
    /** Without a locale in the Project's first language. */
    readNode: (flowId: string, nodeId: string, preferredLocaleId?: string) =>
      read(`${nodes(flowId)}/${nodeId}`, shapes.node, preferredLocaleId === undefined ? {} : { preferredLocaleId }),
    createNode: (flowId: string, body: NewNode) => create(nodes(flowId), body, shapes.node),
    updateNode: (flowId: string, nodeId: string, body: NodeChange) => change(`${nodes(flowId)}/${nodeId}`, body),
    addLocalization: async (flowId: string, nodeId: string, localeId: string): Promise<void> =>
      void (await http({ method: "POST", path: `${nodes(flowId)}/${nodeId}/addlocalization`, body: { localeId } })),
    deleteNode: (flowId: string, nodeId: string) => remove(`${nodes(flowId)}/${nodeId}`),

    listEndpoints: (projectId: string) => readList(http, "/endpoints", { projectId }, shapes.endpointItem),
    createEndpoint: (body: object) => create("/endpoints", body, shapes.endpoint),
    readEndpoint: (endpointId: string) => read(`/endpoints/${endpointId}`, shapes.endpoint),
    updateEndpoint: (endpointId: string, body: object) => change(`/endpoints/${endpointId}`, body),
    updateTransformer: (endpointId: string, transformer: TransformerUpdate) =>
      change(`/endpoints/${endpointId}`, { transformer }),

    listModels: (projectId: string) => readList(http, "/largelanguagemodels", { projectId }, shapes.named),
    listAgents: (projectId: string) => readList(http, "/aiagents", { projectId }, shapes.named),
    createAgent: (body: { projectId: string; name: string; image: string }) => create("/aiagents", body, shapes.named),

    /** Of an object that the assistant created. */
    remove: (kind: "endpoints" | "flows" | "connections" | "extensions" | "aiagents", id: string) =>
      remove(`/${kind}/${id}`),
  };
}

/** The file's name means nothing to the platform but its ending. */
function toForm(values: Readonly<Record<string, string>>, file: Buffer): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) {
    form.set(name, value);
  }
  form.set("file", new Blob([new Uint8Array(file)]), "extension.tar.gz");
  return form;
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    return parsed.data;
  }
  throw unreadableAnswer(what, `unexpected at "${parsed.error.issues[0]?.path.join(".") ?? ""}"`);
}

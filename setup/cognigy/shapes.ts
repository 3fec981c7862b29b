/** The records of Cognigy's REST API, with the members that are used. */
import * as z from "zod";

const config = z.record(z.string(), z.unknown());

export const project = z.object({ _id: z.string(), name: z.string() });

export const locale = z.object({
  _id: z.string(),
  referenceId: z.string(),
  primary: z.boolean().nullish(),
  nluLanguage: z.string().nullish(),
  name: z.string().nullish(),
});

export const extension = z.object({ _id: z.string(), name: z.string(), version: z.string() });
export const extensionDetail = z.object({
  nodes: z.array(z.object({ type: z.string(), parentType: z.string().nullish() })).nullish(),
});

export const startedTask = z.object({ _id: z.string() });
export const task = z.object({ status: z.string(), failReason: z.string().nullish() });

/** The type is in one of two places. */
export const connection = z.object({
  _id: z.string(),
  referenceId: z.string(),
  name: z.string(),
  type: z.string().nullish(),
  connectionSchema: z.object({ type: z.string().nullish() }).nullish(),
});

/** Where `referenceId` is optional, the platform's lists may leave it out. */
export const named = z.object({ _id: z.string(), referenceId: z.string().optional(), name: z.string() });

export const flow = z.object({
  _id: z.string(),
  referenceId: z.string(),
  name: z.string(),
});

const chartNode = z.object({
  _id: z.string(),
  referenceId: z.string(),
  type: z.string(),
  label: z.string().nullish(),
  isEntryPoint: z.boolean().nullish(),
  isDisabled: z.boolean().nullish(),
});
export const node = z.object({ ...chartNode.shape, config: config.nullish() });
export const chart = z.object({
  nodes: z.array(chartNode),
  relations: z.array(
    z.object({ node: z.string(), children: z.array(z.string()).nullish(), next: z.string().nullish() }),
  ),
});

export const endpointItem = z.object({
  _id: z.string(),
  name: z.string(),
  channel: z.string(),
  URLToken: z.string(),
});
const transformer = z.looseObject({
  transformer: z.string().nullish(),
  transpiledTransformer: z.string().nullish(),
  abortOnError: z.boolean().nullish(),
  inputTransformerEnabled: z.boolean().nullish(),
  outputTransformerEnabled: z.boolean().nullish(),
  notifyTransformerEnabled: z.boolean().nullish(),
  injectTransformerEnabled: z.boolean().nullish(),
  finalPingTransformerEnabled: z.boolean().nullish(),
});
export const endpoint = z.object({
  ...endpointItem.shape,
  active: z.boolean().nullish(),
  flowId: z.string().nullish(),
  flowReferenceId: z.string().nullish(),
  transformer: transformer.nullish(),
  settings: config.nullish(),
  handoverSettings: z.object({ provider: z.string().nullish() }).nullish(),
});

export type Project = z.output<typeof project>;
export type Locale = z.output<typeof locale>;
export type InstalledExtension = z.output<typeof extension>;
export type RemoteConnection = z.output<typeof connection>;
export type RemoteFlow = z.output<typeof flow>;
export type RemoteChart = z.output<typeof chart>;
export type ChartNode = z.output<typeof chartNode>;
export type EndpointItem = z.output<typeof endpointItem>;
export type RemoteEndpoint = z.output<typeof endpoint>;
export type RemoteTransformer = z.output<typeof transformer>;
export type NamedRecord = z.output<typeof named>;

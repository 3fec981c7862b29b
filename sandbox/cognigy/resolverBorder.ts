/** What an options resolver is given, and what counts of what it does, wherever it runs. */
import * as z from "zod";
import type { LoadedExtension } from "./loadExtension";
import { storedConfig } from "./nodeConfig";
import { findNode } from "./prepareNode";
import { type ResolverHttp, ResolverLimitError } from "./ResolverHttp";
import type { ResolverAnswer, ResolverStart } from "./resolverMessages";

export interface ResolverRequest {
  /** The type of the node. */
  node: string;
  field: string;
  /** All values of the node; the resolver sees those that it declares as `dependencies`. */
  config: Record<string, unknown>;
}

export interface ResolvedOptions {
  options: { label: string; value: string }[];
  requests: { method: string; url: string; status?: number }[];
  /** Why there are no options. The platform shows an empty list only. */
  error?: string;
}

export type ResolverEnd = Pick<ResolvedOptions, "options" | "error">;

/** The platform ignores what does not fit this. */
const optionsSchema = z.array(z.strictObject({ label: z.string(), value: z.string() }));

export function toStart(
  extension: LoadedExtension,
  { node: nodeType, field: fieldKey, config }: ResolverRequest,
): ResolverStart {
  const node = findNode(extension, nodeType);
  const resolver = node.fields.find(({ key }) => key === fieldKey)?.optionsResolver;
  if (!resolver) {
    throw new Error(`The node "${nodeType}" has no field "${fieldKey}" with an optionsResolver.`);
  }
  const values = Object.entries(storedConfig(node, config)).filter(([key]) => resolver.dependencies.includes(key));
  return { modulePath: extension.modulePath, nodeType, fieldKey, config: Object.fromEntries(values) };
}

export async function answer(
  http: ResolverHttp,
  id: number,
  parameters: string,
): Promise<ResolverAnswer & { limit?: string }> {
  try {
    return { id, response: await http.request(parameters) };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { id, failure, ...(error instanceof ResolverLimitError ? { limit: failure } : {}) };
  }
}

export function toEnd(options: string): ResolverEnd {
  const parsed = optionsSchema.safeParse(JSON.parse(options));
  if (parsed.success) {
    return { options: parsed.data };
  }
  const issue = parsed.error.issues[0];
  return fail(
    `The resolver did not return a list of { label, value } texts: ${issue?.path.join(".") || "the value"}: ${issue?.message}`,
  );
}

export function fail(error: string): ResolverEnd {
  return { options: [], error };
}

/** Runs the options resolver of a select field as the platform does: from its source text alone, under its limits. */
import * as z from "zod";
import { hostScript } from "./hostScripts";
import type { LoadedExtension } from "./loadExtension";
import { storedConfig } from "./nodeConfig";
import { findNode } from "./prepareNode";
import { RESOLVER_LIMITS, ResolverHttp, ResolverLimitError, type ResolverLimits } from "./ResolverHttp";
import { type ResolverAnswer, type ResolverStart, resolverMessageSchema } from "./resolverMessages";
import { superviseProcess } from "./superviseProcess";

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

/** The platform ignores what does not fit this. */
const optionsSchema = z.array(z.strictObject({ label: z.string(), value: z.string() }));

type End = Pick<ResolvedOptions, "options" | "error">;

export async function runOptionsResolver(
  extension: LoadedExtension,
  request: ResolverRequest,
  changedLimits: Partial<ResolverLimits> = {},
): Promise<ResolvedOptions> {
  const limits = { ...RESOLVER_LIMITS, ...changedLimits };
  const http = new ResolverHttp(limits);
  const firstMessage = toStart(extension, request);
  let brokenLimit: string | undefined;
  try {
    const { result } = await superviseProcess<End>({
      script: hostScript(extension.directory, "resolverProcess"),
      directory: extension.directory,
      timeoutMs: limits.totalMs,
      firstMessage,
      onMessage: (message, reply) => {
        const parsed = resolverMessageSchema.parse(message);
        switch (parsed.kind) {
          case "request":
            void answer(http, parsed.id, parsed.parameters).then(({ limit, ...response }) => {
              brokenLimit ??= limit;
              reply(response);
            });
            return undefined;
          case "options":
            return toEnd(parsed.options);
          case "failed":
            return fail(parsed.message);
        }
      },
      onTimeout: () => fail(`The resolver ran longer than ${limits.totalMs} ms and was stopped.`),
      onEnd: (reason) => fail(`The process ended before the resolver did (${reason}).`),
    });
    return { ...(brokenLimit === undefined ? result : fail(brokenLimit)), requests: http.requests };
  } finally {
    http.close();
  }
}

function toStart(
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

async function answer(
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

function toEnd(options: string): End {
  const parsed = optionsSchema.safeParse(JSON.parse(options));
  if (parsed.success) {
    return { options: parsed.data };
  }
  const issue = parsed.error.issues[0];
  return fail(
    `The resolver did not return a list of { label, value } texts: ${issue?.path.join(".") || "the value"}: ${issue?.message}`,
  );
}

function fail(error: string): End {
  return { options: [], error };
}

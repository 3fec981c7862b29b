/** Runs the options resolver of a select field as the platform does: from its source text alone, under its limits. */
import { hostScript } from "./hostScripts";
import type { LoadedExtension } from "./loadExtension";
import { RESOLVER_LIMITS, ResolverHttp, type ResolverLimits } from "./ResolverHttp";
import {
  answer,
  fail,
  type ResolvedOptions,
  type ResolverEnd,
  type ResolverRequest,
  toEnd,
  toStart,
} from "./resolverBorder";
import { resolverMessageSchema } from "./resolverMessages";
import { superviseProcess } from "./superviseProcess";

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
    const { result } = await superviseProcess<ResolverEnd>({
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

/** Runs an options resolver in this process, in a context of its own: fast, for many at a time. Nothing can end it. */
import { evaluateResolver } from "./evaluateResolver";
import { messageOf } from "./extensionModule";
import type { LoadedExtension } from "./loadExtension";
import { RESOLVER_LIMITS, ResolverHttp } from "./ResolverHttp";
import { answer, fail, type ResolvedOptions, type ResolverRequest, toEnd, toStart } from "./resolverBorder";

export async function runOptionsResolverInProcess(
  extension: LoadedExtension,
  request: ResolverRequest,
): Promise<ResolvedOptions> {
  const http = new ResolverHttp(RESOLVER_LIMITS);
  let brokenLimit: string | undefined;
  try {
    const result = await evaluateResolver(toStart(extension, request), (parameters, resolve, reject) => {
      void answer(http, 0, parameters).then(({ limit, response, failure }) => {
        brokenLimit ??= limit;
        return response === undefined ? reject(failure ?? "") : resolve(response);
      });
    }).then(toEnd, (thrown: unknown) => fail(messageOf(thrown)));
    return { ...(brokenLimit === undefined ? result : fail(brokenLimit)), requests: http.requests };
  } finally {
    http.close();
  }
}

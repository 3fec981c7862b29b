/** Child process: runs an options resolver. */
import { evaluateResolver } from "./evaluateResolver";
import { messageOf } from "./extensionModule";
import type { ResolverAnswer, ResolverMessage, ResolverStart } from "./resolverMessages";

const waiting = new Map<number, { resolve: (response: string) => void; reject: (message: string) => void }>();
let lastId = 0;

function report(message: ResolverMessage): void {
  process.send?.(message);
}

async function resolveOptions(start: ResolverStart): Promise<void> {
  const options = await evaluateResolver(start, (parameters, resolve, reject) => {
    lastId += 1;
    waiting.set(lastId, { resolve, reject });
    report({ kind: "request", id: lastId, parameters });
  });
  report({ kind: "options", options });
}

process.once("message", (start: ResolverStart) => {
  process.on("message", ({ id, response, failure }: ResolverAnswer) => {
    const settle = waiting.get(id);
    waiting.delete(id);
    if (response === undefined) {
      settle?.reject(failure ?? "");
    } else {
      settle?.resolve(response);
    }
  });
  resolveOptions(start).catch((thrown) => report({ kind: "failed", message: messageOf(thrown) }));
});
process.on("uncaughtException", (thrown) => report({ kind: "failed", message: messageOf(thrown) }));
process.once("disconnect", () => process.exit());
process.send?.({ kind: "ready" });

/** Child process: runs an options resolver from its source text, with nothing around it but the language. */
import { createContext, runInContext } from "node:vm";
import { extensionModule, isObject, messageOf } from "./extensionModule";
import type { ResolverAnswer, ResolverMessage, ResolverStart } from "./resolverMessages";

/** Everything that the resolver touches is made inside of its own context; only texts cross the border. */
const BOOTSTRAP = `(async (source, configText, request) => {
  const httpRequest = (parameters) => new Promise((resolve, reject) =>
    request(JSON.stringify(parameters), (text) => resolve(JSON.parse(text)), (message) => reject(new Error(message))));
  const resolver = new Function("return " + source)();
  return JSON.stringify(await resolver({ api: { httpRequest }, config: JSON.parse(configText) }));
})`;

type Request = (parameters: string, resolve: (response: string) => void, reject: (message: string) => void) => void;
type Bootstrap = (source: string, config: string, request: Request) => Promise<string | undefined>;

const waiting = new Map<number, { resolve: (response: string) => void; reject: (message: string) => void }>();
let lastId = 0;

function report(message: ResolverMessage): void {
  process.send?.(message);
}

function sourceOf({ modulePath, nodeType, fieldKey }: ResolverStart): string {
  const node = extensionModule(modulePath).nodes.find((one) => isObject(one) && one.type === nodeType);
  const fields = isObject(node) && Array.isArray(node.fields) ? node.fields : [];
  const field: unknown = fields.find((one) => isObject(one) && one.key === fieldKey);
  const resolver =
    isObject(field) && isObject(field.optionsResolver) ? field.optionsResolver.resolverFunction : undefined;
  if (typeof resolver !== "function") {
    throw new Error(`The field "${fieldKey}" has no resolverFunction.`);
  }
  return resolver.toString();
}

async function resolveOptions(start: ResolverStart): Promise<void> {
  const source = sourceOf(start);
  const run: Bootstrap = runInContext(BOOTSTRAP, createContext({ console, Buffer }));
  const options = await run(source, JSON.stringify(start.config), (parameters, resolve, reject) => {
    lastId += 1;
    waiting.set(lastId, { resolve, reject });
    report({ kind: "request", id: lastId, parameters });
  });
  report({ kind: "options", options: options ?? "null" });
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

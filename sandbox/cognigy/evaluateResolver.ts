/** Runs an options resolver from its source text, with nothing around it but the language. Gives the options as JSON. */
import { createContext, runInContext } from "node:vm";
import { extensionModule, isObject } from "./extensionModule";
import type { ResolverStart } from "./resolverMessages";

/** Everything that the resolver touches is created inside its context; only texts cross the border. */
const BOOTSTRAP = `(async (source, configText, request) => {
  const httpRequest = (parameters) => new Promise((resolve, reject) =>
    request(JSON.stringify(parameters), (text) => resolve(JSON.parse(text)), (message) => reject(new Error(message))));
  const resolver = new Function("return " + source)();
  return JSON.stringify(await resolver({ api: { httpRequest }, config: JSON.parse(configText) }));
})`;

type Request = (parameters: string, resolve: (response: string) => void, reject: (message: string) => void) => void;
type Bootstrap = (source: string, config: string, request: Request) => Promise<string | undefined>;

export async function evaluateResolver(start: ResolverStart, request: Request): Promise<string> {
  const source = sourceOf(start);
  const run: Bootstrap = runInContext(BOOTSTRAP, createContext({ console, Buffer }));
  return (await run(source, JSON.stringify(start.config), request)) ?? "null";
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

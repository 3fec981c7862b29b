/** Loads the module of an Extension: inside a child process, or in this one for load tests. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";

export interface ExtensionModule {
  nodes: unknown[];
  connections: unknown[];
  options: unknown;
}

/** Cognigy.AI takes the default export: what `createExtension` returned. */
export function extensionModule(modulePath: string, load: (path: string) => unknown = require): ExtensionModule {
  const loaded = load(modulePath);
  const extension = isObject(loaded) ? loaded.default : undefined;
  if (!isObject(extension) || !Array.isArray(extension.nodes) || !Array.isArray(extension.connections)) {
    throw new Error("The default export of the module is no object with the lists nodes and connections.");
  }
  return { nodes: extension.nodes, connections: extension.connections, options: extension.options };
}

/** Evaluates a module so that it sees another `Date` than the rest of this process. The module is one file. */
export function loadWithDate(modulePath: string, date: typeof Date): unknown {
  const names = ["module", "exports", "require", "__filename", "__dirname", "Date"];
  const evaluate = new Function(...names, `${readFileSync(modulePath, "utf8")}\n//# sourceURL=${modulePath}`);
  const module: { exports: unknown } = { exports: {} };
  evaluate(module, module.exports, createRequire(modulePath), modulePath, dirname(modulePath), date);
  return module.exports;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Errors of another vm context are no instances of this one's `Error`. */
export function messageOf(thrown: unknown): string {
  return isObject(thrown) && typeof thrown.message === "string" ? thrown.message : String(thrown);
}

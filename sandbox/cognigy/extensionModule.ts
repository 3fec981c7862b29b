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

/** Evaluates a module and the files it loads from its folder with another `Date` than the rest of this process has. */
export function loadWithDate(modulePath: string, date: typeof Date): unknown {
  const loaded = new Map<string, { exports: unknown }>();
  const load = (path: string): unknown => {
    const known = loaded.get(path);
    if (known) {
      return known.exports;
    }
    const module: { exports: unknown } = { exports: {} };
    loaded.set(path, module);
    const requireOther = createRequire(path);
    const requireHere = (name: string): unknown =>
      name.startsWith(".") ? load(requireOther.resolve(name)) : requireOther(name);
    const names = ["module", "exports", "require", "__filename", "__dirname", "Date"];
    const evaluate = new Function(...names, `${readFileSync(path, "utf8")}\n//# sourceURL=${path}`);
    evaluate(module, module.exports, requireHere, path, dirname(path), date);
    return module.exports;
  };
  return load(modulePath);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Errors of another vm context are no instances of this one's `Error`. */
export function messageOf(thrown: unknown): string {
  return isObject(thrown) && typeof thrown.message === "string" ? thrown.message : String(thrown);
}

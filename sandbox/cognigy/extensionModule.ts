/** Loads the module of an Extension: inside a child process, or in this one for load tests. */

export interface ExtensionModule {
  nodes: unknown[];
  connections: unknown[];
  options: unknown;
}

/** Cognigy.AI takes the default export: what `createExtension` returned. */
export function extensionModule(modulePath: string): ExtensionModule {
  const loaded: unknown = require(modulePath);
  const extension = isObject(loaded) ? loaded.default : undefined;
  if (!isObject(extension) || !Array.isArray(extension.nodes) || !Array.isArray(extension.connections)) {
    throw new Error("The default export of the module is no object with the lists nodes and connections.");
  }
  return { nodes: extension.nodes, connections: extension.connections, options: extension.options };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Errors of another vm context are no instances of this one's `Error`. */
export function messageOf(thrown: unknown): string {
  return isObject(thrown) && typeof thrown.message === "string" ? thrown.message : String(thrown);
}

/** Descriptors of a node that is loaded when something asks for more than their types: a run needs one node of ten. */
import type { INodeDescriptor } from "@cognigy/extension-tools";
import { once } from "./core/once";

/** All that `createNodeDescriptor` gives, in its order. */
const MEMBERS = [
  "_id",
  "type",
  "parentType",
  "defaultLabel",
  "summary",
  "appearance",
  "behavior",
  "constraints",
  "dependencies",
  "fields",
  "sections",
  "form",
  "preview",
  "tags",
  "tokens",
  "function",
] as const satisfies readonly (keyof INodeDescriptor)[];

/** `types`: the node's and those of its exits, in their order. */
export function loadLater(types: readonly string[], load: () => readonly INodeDescriptor[]): INodeDescriptor[] {
  const loaded = once(() => {
    const descriptors = load();
    if (descriptors.map(({ type }) => type).join() !== types.join()) {
      throw new Error(`src/module.ts has other types than the node: ${types.join(", ")}`);
    }
    return descriptors;
  });
  return types.map((type, index) => {
    const toMember = (name: (typeof MEMBERS)[number]): PropertyDescriptor => ({
      get: () => loaded()[index]?.[name],
      set(value: unknown) {
        Object.defineProperty(this, name, { value, writable: true });
      },
    });
    return Object.create(
      Object.prototype,
      Object.fromEntries(
        MEMBERS.map((name) => {
          const member = name === "type" ? { value: type, writable: true } : toMember(name);
          return [name, { ...member, enumerable: true, configurable: true }];
        }),
      ),
    );
  });
}

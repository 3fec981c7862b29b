/** Writes and deletes members of input and context by key, where dots mean nested objects. */

type Members = Record<string, unknown>;

export function writeKey(root: Members, key: string, value: unknown): void {
  const { parent, last } = findParent(root, key);
  parent[last] = value;
}

export function deleteKey(root: Members, key: string): void {
  const steps = key.split(".");
  let parent: unknown = root;
  for (const step of steps.slice(0, -1)) {
    if (!isMembers(parent) || !Object.hasOwn(parent, step)) {
      return;
    }
    parent = parent[step];
  }
  if (isMembers(parent)) {
    delete parent[steps.at(-1) ?? ""];
  }
}

/** What stands in the way of a nested key, a text for example, is replaced by an object. */
function findParent(root: Members, key: string): { parent: Members; last: string } {
  const steps = key.split(".");
  let parent = root;
  for (const step of steps.slice(0, -1)) {
    const existing = Object.hasOwn(parent, step) ? parent[step] : undefined;
    const next = isMembers(existing) ? existing : {};
    parent[step] = next;
    parent = next;
  }
  return { parent, last: steps.at(-1) ?? "" };
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null;
}

/** Replaces `{{...}}` in texts. Only paths into input, context and profile: that is what fields and tokens hold. */

export interface ExecutionObjects {
  input: Readonly<Record<string, unknown>>;
  context: Readonly<Record<string, unknown>>;
  profile: Readonly<Record<string, unknown>>;
}

const ROOTS: Record<string, keyof ExecutionObjects> = {
  input: "input",
  ci: "input",
  context: "context",
  cc: "context",
  profile: "profile",
  cp: "profile",
};

const EXPRESSION = /\{\{(.*?)\}\}/gs;
const PATH = /^[\p{L}_$][\p{L}\p{N}_$]*(?:(?:\??\.)?\[(?:\d+|"[^"]*"|'[^']*')\]|\??\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u;
const STEP = /\[(?:"([^"]*)"|'([^']*)'|(\d+))\]|([\p{L}_$][\p{L}\p{N}_$]*)/gu;

/** What is missing becomes an empty text; objects become JSON. */
export function resolveCognigyScript(text: string, objects: ExecutionObjects): string {
  return text.replace(EXPRESSION, (_whole, expression: string) => print(evaluate(expression.trim(), objects)));
}

/** Strings inside of lists and objects are replaced as well, as in the JSON editor of a node. */
export function resolveCognigyScripts(value: unknown, objects: ExecutionObjects): unknown {
  if (typeof value === "string") {
    return resolveCognigyScript(value, objects);
  }
  if (Array.isArray(value)) {
    return value.map((item) => resolveCognigyScripts(item, objects));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveCognigyScripts(item, objects)]));
}

function evaluate(expression: string, objects: ExecutionObjects): unknown {
  if (!PATH.test(expression)) {
    return undefined;
  }
  const [rootName = "", ...steps] = [...expression.matchAll(STEP)].map(
    ([, doubleQuoted, singleQuoted, index, name]) => doubleQuoted ?? singleQuoted ?? index ?? name ?? "",
  );
  const root = Object.hasOwn(ROOTS, rootName) ? ROOTS[rootName] : undefined;
  return root && readPath(objects[root], steps);
}

export function readPath(root: unknown, steps: readonly string[]): unknown {
  let value = root;
  for (const step of steps) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) {
      return undefined;
    }
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

function print(value: unknown): string {
  if (value === undefined || value === null) {
    return "";
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * Whether a transformer is what an Endpoint has before anybody has written one. What Cognigy.AI puts there is not
 * documented: nothing, comments alone, or handlers that pass on exactly what they get, or an input without values.
 */
import {
  type AnyNode,
  type ArrowFunctionExpression,
  type FunctionExpression,
  type ObjectExpression,
  type Pattern,
  parse,
} from "acorn";

const CREATORS = ["createRestTransformer", "createWebhookTransformer", "createSocketTransformer"];
/** What each handler gets to pass on. */
const PASSED_ON: Readonly<Record<string, readonly string[]>> = {
  handleInput: ["payload", "request.body"],
  handleInject: ["payload", "request.body"],
  handleNotify: ["payload", "request.body"],
  handleOutput: ["output", "processedOutput"],
  handleExecutionFinished: ["outputs", "processedOutput"],
};
/** An input that lacks one of these isn't what arrived. */
const INPUT = ["data", "sessionId", "text", "userId"];
const EMPTY = "";

export function isDefaultTransformer(code: string): boolean {
  try {
    const { body } = parse(code, { ecmaVersion: "latest", sourceType: "module" });
    return body.every(isDefaultStatement);
  } catch {
    return false;
  }
}

function isDefaultStatement(statement: AnyNode): boolean {
  if (statement.type === "EmptyStatement") {
    return true;
  }
  const call = statement.type === "ExpressionStatement" ? statement.expression : undefined;
  if (call?.type !== "CallExpression" || call.callee.type !== "Identifier" || !CREATORS.includes(call.callee.name)) {
    return false;
  }
  const [handlers, ...others] = call.arguments;
  return others.length === 0 && handlers?.type === "ObjectExpression" && membersOf(handlers).every(isDefaultHandler);
}

function isDefaultHandler([name, handler]: [string, AnyNode]): boolean {
  const passedOn = PASSED_ON[name];
  const isFunction = handler.type === "ArrowFunctionExpression" || handler.type === "FunctionExpression";
  return passedOn !== undefined && isFunction && passesOn(handler, passedOn);
}

function passesOn({ params, body }: ArrowFunctionExpression | FunctionExpression, sources: readonly string[]): boolean {
  const known = new Map<string, string>();
  const [given, ...others] = params;
  if (others.length > 0 || given?.type !== "ObjectPattern") {
    return false;
  }
  declare(given, "", known);
  if (body.type !== "BlockStatement") {
    return isPassedOn(body, known, sources);
  }
  const last = body.body.at(-1);
  for (const statement of body.body.slice(0, -1)) {
    if (statement.type !== "VariableDeclaration") {
      return false;
    }
    for (const { id, init } of statement.declarations) {
      declare(id, init ? sourceOf(init, known) : undefined, known);
    }
  }
  return last?.type === "ReturnStatement" && !!last.argument && isPassedOn(last.argument, known, sources);
}

/** Where the value of each name is from: `request.body.text`. */
function declare(pattern: Pattern, source: string | undefined, known: Map<string, string>): void {
  if (pattern.type === "Identifier" && source !== undefined) {
    known.set(pattern.name, source);
    return;
  }
  if (pattern.type !== "ObjectPattern" || source === undefined) {
    throw new SyntaxError("More than passing on.");
  }
  for (const property of pattern.properties) {
    if (property.type === "RestElement" || property.computed || property.key.type !== "Identifier") {
      throw new SyntaxError("More than passing on.");
    }
    const { name } = property.key;
    declare(property.value, source === "" ? name : `${source}.${name}`, known);
  }
}

/** Where it is from; empty for "" and {}; undefined for everything else. */
function sourceOf(node: AnyNode, known: ReadonlyMap<string, string>): string | undefined {
  switch (node.type) {
    case "Identifier":
      return known.get(node.name);
    case "Literal":
      return node.value === "" ? EMPTY : undefined;
    case "ObjectExpression":
      return node.properties.length === 0 ? EMPTY : undefined;
    case "MemberExpression": {
      const of = sourceOf(node.object, known);
      return of && !node.computed && node.property.type === "Identifier" ? `${of}.${node.property.name}` : undefined;
    }
    default:
      return undefined;
  }
}

function isPassedOn(node: AnyNode, known: ReadonlyMap<string, string>, sources: readonly string[]): boolean {
  if (node.type !== "ObjectExpression") {
    return sources.includes(sourceOf(node, known) ?? "");
  }
  const members = membersOf(node);
  const isWhole =
    members
      .map(([name]) => name)
      .sort()
      .join() === INPUT.join();
  const isFrom = (toSource: (name: string) => string) =>
    members.every(([name, value]) => sourceOf(value, known) === toSource(name));
  return isWhole && (isFrom(() => EMPTY) || sources.some((source) => isFrom((name) => `${source}.${name}`)));
}

function membersOf({ properties }: ObjectExpression): [string, AnyNode][] {
  return properties.map((property) => {
    if (property.type !== "Property" || property.computed || property.kind !== "init") {
      throw new SyntaxError("More than passing on.");
    }
    return [property.key.type === "Identifier" ? property.key.name : "", property.value];
  });
}

/** Reads the CONFIG of a pasted transformer without running it: whoever pasted it may have written anything there. */
import { type Expression, type Property, parse } from "acorn";

export interface ConfigBlock {
  /** What is written for each setting. */
  values: ReadonlyMap<string, unknown>;
  /** Settings that are no plain value but code, which would run. */
  code: readonly string[];
  /** Where the block ends. */
  end: number;
}

/** Parsing 50 kB takes a while, and a run asks for the same few texts again and again. */
const MAX_KNOWN = 8;
const known = new Map<string, ConfigBlock | undefined>();

/** Nothing where the first statement is not a CONFIG. */
export function readConfigBlock(source: string): ConfigBlock | undefined {
  const block = known.has(source) ? known.get(source) : parseConfigBlock(source);
  // The latest used last.
  known.delete(source);
  known.set(source, block);
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size > MAX_KNOWN) {
    known.delete(oldest);
  }
  return block;
}

function parseConfigBlock(source: string): ConfigBlock | undefined {
  let program: ReturnType<typeof parse>;
  try {
    program = parse(source, { ecmaVersion: "latest", sourceType: "script" });
  } catch {
    return undefined;
  }
  const [statement] = program.body;
  const [declared, ...more] = statement?.type === "VariableDeclaration" ? statement.declarations : [];
  if (
    statement === undefined ||
    declared?.id.type !== "Identifier" ||
    declared.id.name !== "CONFIG" ||
    declared.init?.type !== "ObjectExpression" ||
    more.length > 0
  ) {
    return undefined;
  }
  const values = new Map<string, unknown>();
  const code: string[] = [];
  for (const property of declared.init.properties) {
    const name = property.type === "Property" && !property.computed ? toName(property.key) : undefined;
    const value = property.type === "Property" && property.kind === "init" ? toValue(property.value) : undefined;
    if (name === undefined || value === undefined) {
      code.push(name ?? "an entry without a plain name");
    } else {
      values.set(name, value.is);
    }
  }
  return { values, code, end: statement.end };
}

function toName(key: Property["key"]): string | undefined {
  const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? key.value : undefined;
  return typeof name === "string" ? name : undefined;
}

/** In an object, because the value may be `undefined`. */
function toValue(node: Expression): { is: unknown } | undefined {
  switch (node.type) {
    case "Literal":
      return node.regex || node.bigint ? undefined : { is: node.value };
    case "TemplateLiteral":
      return node.expressions.length > 0 ? undefined : { is: node.quasis[0]?.value.cooked };
    case "UnaryExpression": {
      const value = node.operator === "-" ? toValue(node.argument) : undefined;
      return typeof value?.is === "number" ? { is: -value.is } : undefined;
    }
    case "Identifier":
      return node.name === "undefined" ? { is: undefined } : undefined;
    case "ArrayExpression": {
      const items = node.elements.map((item) =>
        item === null || item.type === "SpreadElement" ? undefined : toValue(item),
      );
      return items.includes(undefined) ? undefined : { is: items.map((item) => item?.is) };
    }
    default:
      return undefined;
  }
}

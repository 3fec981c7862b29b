/** The files that are pasted into Cognigy.AI: size, header, globals, and their filled copies. */
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createContext, Script } from "node:vm";
import { type Node, parse, type Token, tokTypes } from "acorn";
import ts from "typescript";
import { builtTransformers } from "../../harness/builtTransformers";
import { checkSize, MAX_TRANSFORMER_BYTES, pastedBytes } from "../../scripts/bundleTransformers";
import { fill, findCutValue } from "../../scripts/fill";
import { listArtefacts, renderArtefacts } from "../../scripts/listArtefacts";
import { paths, root } from "../../scripts/paths";
import { toReadableName } from "../../scripts/toReadableName";
import { TRANSFORMERS } from "../../scripts/transformerConfig";

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Of the language, and of Cognigy's transformer sandbox. */
const GLOBALS = new Set(
  (
    "Array Buffer Date encodeURIComponent JSON Math Number Object Promise RangeError TypeError Error RegExp Set Map String Symbol undefined NaN Infinity arguments " +
    "createWebhookTransformer createSocketTransformer createRestTransformer getSessionStorage httpRequest crypto uuid console"
  ).split(" "),
);

/** Names that a program uses but does not declare. */
function freeNames(file: string): string[] {
  const program = ts.createProgram([file], { allowJs: true, checkJs: true, noLib: true, types: [], noEmit: true });
  const source = program.getSourceFile(file);
  const checker = program.getTypeChecker();
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isReference(node) && checker.getSymbolAtLocation(node)?.declarations === undefined) {
      names.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  if (source) {
    visit(source);
  }
  return [...names];
}

function isReference({ parent, ...node }: ts.Identifier): boolean {
  if (ts.isPropertyAccessExpression(parent)) {
    return parent.expression.pos === node.pos;
  }
  if (ts.isPropertyAssignment(parent)) {
    return parent.initializer.pos === node.pos;
  }
  if (ts.isBindingElement(parent)) {
    return parent.initializer?.pos === node.pos;
  }
  return !ts.isMethodDeclaration(parent) && !ts.isLabeledStatement(parent) && !ts.isBreakOrContinueStatement(parent);
}

describe.each(TRANSFORMERS)("$file", ({ file, entry, config, creator }) => {
  const path = join(paths.transformers, file);
  const source = readFileSync(path, "utf8");
  const readablePath = join(paths.transformers, toReadableName(file));
  const readable = readFileSync(readablePath, "utf8");

  test("leaves room in the platform's API", () => {
    expect(pastedBytes(source)).toBeLessThanOrEqual(MAX_TRANSFORMER_BYTES);
  });

  test("has about the size that the docs give", () => {
    const docs = readFileSync(join(root, "docs/develop/figures.md"), "utf8");
    const [, shown = "", left = ""] =
      new RegExp(`^\\| \`${file}\` \\| ([\\d,]+) \\| ([\\d,]+) \\|$`, "m").exec(docs) ?? [];
    const toNumber = (text: string) => Number(text.replace(",", ""));
    expect(Math.abs(toNumber(shown) - pastedBytes(source))).toBeLessThan(3_000);
    expect(toNumber(shown) + toNumber(left)).toBe(MAX_TRANSFORMER_BYTES);
  });

  test("begins with version and source, then CONFIG with a comment for each setting", () => {
    expect(source.split("\n").slice(0, 2).join("\n")).toContain(`Version ${version}`);
    expect(source.split("\n").slice(0, 2).join("\n")).toContain(entry);
    const block = source.slice(source.indexOf("const CONFIG = {"), source.indexOf("\n};"));
    for (const { name, comment, value } of config) {
      expect(block).toContain(`  // ${comment}\n  ${name}: ${JSON.stringify(value)},`);
    }
  });

  test.each([
    ["the file to paste", source],
    ["its readable twin", readable],
  ])("%s is ES2018, in syntax and built-ins", (_, text) => expect(newerMembers(text)).toEqual([]));

  test("has no text over the end of a line: what an editor does there changes nothing", () => {
    const texts = [source, readable].flatMap(textsOf);
    expect(texts.length).toBeGreaterThan(200);
    expect(texts.filter((text) => text.includes("\n"))).toEqual([]);
  });

  test("asks the editor not to check its types, before any code", () => {
    const [first] = parseScript(source).body;
    expect(source.slice(0, first?.start).split("\n")).toContain("// @ts-nocheck");
    expect(source.slice(first?.start)).toMatch(/^const CONFIG = \{/);
  });

  test("ends with the call that registers it, at the top of the script", () => {
    expect(parseScript(source).body.at(-1)).toMatchObject({
      type: "ExpressionStatement",
      expression: {
        type: "CallExpression",
        callee: { type: "Identifier", name: creator },
        arguments: [{ type: "Identifier", name: "handlers" }],
      },
    } satisfies Partial<Record<keyof Node | "expression", unknown>>);
  });

  test.each([
    ["as it is", (text: string) => text],
    ["compiled as the platform may do", (text: string) => compile(text, ts.ScriptTarget.ES2018)],
    ["compiled to ES5", (text: string) => compile(text, ts.ScriptTarget.ES5)],
  ])("%s: the script's value is what the call gave", (_, toScript) => {
    const given: unknown[] = [];
    const transformer = { kind: "transformer" };
    const context = createContext({
      [creator]: (handlers: unknown) => {
        given.push(handlers);
        return transformer;
      },
    });
    expect(new Script(toScript(source)).runInContext(context)).toBe(transformer);
    expect(given).toEqual([expect.objectContaining({ handleInput: expect.any(Function) })]);
  });

  test("uses the documented globals only", () => {
    expect(freeNames(path).filter((name) => !GLOBALS.has(name))).toEqual([]);
    expect(freeNames(readablePath).filter((name) => !GLOBALS.has(name))).toEqual([]);
    expect(readable).not.toMatch(
      /\b(require|setTimeout|setInterval|fetch|globalThis|structuredClone|eval)\s*\(|\bprocess\.|^\s*(import|export) /m,
    );
  });

  test("has lines that an editor can show", () => {
    expect(Math.max(...source.split("\n").map((line) => line.length))).toBeLessThan(500);
  });

  test("has a readable twin with the same CONFIG", () => {
    const configOf = (text: string) => text.slice(text.indexOf("const CONFIG"), text.indexOf("const handlers"));
    expect(configOf(readable)).toBe(configOf(source));
    expect(readable).toContain("async function handleInput(");
    expect(readable.slice(readable.indexOf("'use strict'"))).not.toMatch(/^.{400}/m);
  });
});

/** As TypeScript, the language of the platform's editor. */
function compile(source: string, target: ts.ScriptTarget): string {
  const result = ts.transpileModule(source, { compilerOptions: { target }, reportDiagnostics: true });
  expect(result.diagnostics).toEqual([]);
  return result.outputText;
}

/** Built-in functions and properties that came after ES2018. */
const NEWER = new Set(
  (
    "flat flatMap fromEntries trimStart trimEnd matchAll allSettled any replaceAll at hasOwn findLast findLastIndex " +
    "toReversed toSorted toSpliced with groupBy isWellFormed toWellFormed withResolvers hasIndices union intersection difference"
  ).split(" "),
);

/** Names after a dot that the language has only since ES2019. Throws for newer syntax. */
function newerMembers(source: string): string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (typeof value === "object" && value !== null && "type" in value) {
      const { type, computed, property } = Object(value);
      if (type === "MemberExpression" && !computed && NEWER.has(property.name)) {
        found.add(property.name);
      }
      Object.values(value).forEach(visit);
    }
  };
  visit(parseScript(source));
  return [...found];
}

/** Strings and parts of templates, as they are written. */
function textsOf(source: string): string[] {
  const tokens: Token[] = [];
  parse(source, { ecmaVersion: 2018, sourceType: "script", onToken: tokens });
  return tokens
    .filter(({ type }) => type === tokTypes.string || type === tokTypes.template)
    .map(({ start, end }) => source.slice(start, end));
}

const parseScript = (source: string) => parse(source, { ecmaVersion: 2018, sourceType: "script" });

test("The build stops for a transformer that is too large", () => {
  expect(() => checkSize("a.js", "x".repeat(MAX_TRANSFORMER_BYTES - 2))).not.toThrow();
  expect(() => checkSize("a.js", "x".repeat(MAX_TRANSFORMER_BYTES - 1))).toThrow("a.js has 50001 bytes");
});

test("The build prints name, bytes and what is left of each artefact", async () => {
  const artefacts = await listArtefacts(builtTransformers());
  expect(artefacts.map(({ name }) => name)).toEqual([
    ...TRANSFORMERS.map(({ file }) => `${file}, as a JSON string`),
    "build/",
    "ringcentral-engage.tar.gz",
  ]);
  const lines = renderArtefacts([{ name: "a.js", bytes: 38_211, maxBytes: 50_000 }]).split("\n");
  expect(lines.map((line) => line.replace(/ +/g, " "))).toEqual(["File bytes limit left", "a.js 38,211 50,000 11,789"]);
});

test.each([
  ["a?.b", /Unexpected token/],
  ["a ?? b", /Unexpected/],
  ["try {} catch {}", /Unexpected/],
  ["1n", /Identifier directly after number/],
  ["/(?<a>b)|(?<a>c)/", /Duplicate/],
])("The check of the language level rejects %j", (source, message) => {
  expect(() => newerMembers(source)).toThrow(message);
});

test("The check of built-ins sees what it is for, and leaves members of data alone", () => {
  expect(
    newerMembers('Object.hasOwn({ at: 1, flat: 2 }, "at"); [].flat().map((x) => x.at(-1)); ({ with: 1 })["with"];'),
  ).toEqual(["hasOwn", "flat", "at"]);
});

test("The check of globals sees what it is for", () => {
  const folder = mkdtempSync(join(tmpdir(), "globals-"));
  const path = join(folder, "a.js");
  ts.sys.writeFile(path, "const own = 1; function f(a) { return fetch(a, own, process.env, setTimeout); } f(1);");
  expect(freeNames(path)).toEqual(["fetch", "process", "setTimeout"]);
  rmSync(folder, { recursive: true });
});

describe("fill", () => {
  let target: string;
  beforeEach(() => {
    target = mkdtempSync(join(tmpdir(), "filled-"));
  });
  afterEach(() => rmSync(target, { recursive: true }));

  const names = [...new Set(TRANSFORMERS.flatMap(({ config }) => config.map(({ name }) => name)))].filter((name) =>
    name.startsWith("ENGAGE_"),
  );
  const all = Object.fromEntries(names.map((name) => [name, ` value "of" ${name} $& `]));

  test("writes each setting as it is given, for the owner's eyes only", async () => {
    expect(await fill(all, target)).toEqual(TRANSFORMERS.map(({ file }) => ({ file, missing: [] })));
    for (const { file, config } of TRANSFORMERS) {
      const path = join(target, file);
      const source = readFileSync(path, "utf8");
      expect(statSync(path).mode & 0o777).toBe(0o600);
      for (const { name } of config.filter(({ value }) => String(value).startsWith("<"))) {
        expect(source).toContain(`  ${name}: ${JSON.stringify(`value "of" ${name} $&`)},`);
      }
      expect(source).not.toMatch(/"<[A-Z_]+>"/);
    }
  });

  test("asks for nothing of route bridge in the hub where none of it is given", async () => {
    const bridge = {
      ENGAGE_REALTIME_ENDPOINT_URL: "",
      ENGAGE_REALTIME_ACCESS_TOKEN: undefined,
      ENGAGE_BASE_URI_KEY: "",
    };
    const [hub] = await fill({ ...all, ...bridge }, target);
    expect(hub).toEqual({ file: "engage-hub.js", missing: [] });
    expect(readFileSync(join(target, "engage-hub.js"), "utf8")).toContain('  ENGAGE_REALTIME_ACCESS_TOKEN: "",');
  });

  test("lists what is missing and leaves its placeholder; half a bridge is none", async () => {
    const [hub, socket, webhook] = await fill(
      { ...all, ENGAGE_API_URL: " ", ENGAGE_REALTIME_ACCESS_TOKEN: undefined },
      target,
    );
    expect(hub).toEqual({ file: "engage-hub.js", missing: ["ENGAGE_API_URL", "ENGAGE_REALTIME_ACCESS_TOKEN"] });
    expect(readFileSync(join(target, "engage-hub.js"), "utf8")).toContain('"<ENGAGE_API_URL>"');
    expect([socket?.missing, webhook?.missing]).toEqual([
      ["ENGAGE_REALTIME_ACCESS_TOKEN"],
      ["ENGAGE_REALTIME_ACCESS_TOKEN"],
    ]);
  });

  test("writes over an older copy and its mode", async () => {
    await fill({}, target);
    ts.sys.writeFile(join(target, "engage-hub.js"), "old");
    await fill(all, target);
    expect(readFileSync(join(target, "engage-hub.js"), "utf8")).not.toBe("old");
  });
});

test.each([
  ["ENGAGE_WEBHOOK_SECRET=sec#ret", "ENGAGE_WEBHOOK_SECRET"],
  ["A=1\n  B = two#three", "B"],
  ["ENGAGE_WEBHOOK_SECRET='sec#ret'", undefined],
  ['ENGAGE_WEBHOOK_SECRET="sec#ret"', undefined],
  ["ENGAGE_WEBHOOK_SECRET=secret # a comment", undefined],
  ["# ENGAGE_WEBHOOK_SECRET=sec#ret", undefined],
  ["ENGAGE_WEBHOOK_SECRET=", undefined],
])("In .env %j the value that would be cut is %s", (text, name) => {
  expect(findCutValue(text)).toBe(name);
});

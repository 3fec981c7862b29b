/** What hub, relay and nodes must agree on is spelled in src/protocol and nowhere else, so that renaming can't break it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../../scripts/paths";
import { MEMBERS } from "../../src/protocol/members";

/** As whole texts. `engage` and `handover` are words of many other things, so they count as members of `data` only. */
const PURPOSES = ["engage", "handover", "relay", "work", "control", "delivery", "reference"];
const PREFIXES = ["handover-", "relay-", "agent-", "undelivered-", "engage-work-"];
const NAMES: readonly string[] = Object.values(MEMBERS).filter((name) => !["engage", "handover"].includes(name));

function findLiterals(name: string, text: string): string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isModule = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
    if (isModule) {
      return;
    }
    const parent = node.parent;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
      const isKeyword = ts.isPropertyAssignment(parent) && parent.name.getText(source) === "purpose";
      if (
        NAMES.includes(node.text) ||
        (isKeyword && PURPOSES.includes(node.text)) ||
        PREFIXES.some((prefix) => node.text.startsWith(prefix))
      ) {
        found.push(node.text);
      }
    }
    if (ts.isPropertyAccessExpression(node) && /\bdata$/.test(node.expression.getText(source))) {
      if (Object.values<string>(MEMBERS).includes(node.name.text)) {
        found.push(node.getText(source));
      }
    }
    if (
      ts.isObjectLiteralExpression(node) &&
      ts.isPropertyAssignment(parent) &&
      parent.name.getText(source) === "data"
    ) {
      for (const { name: key } of node.properties) {
        if (key && Object.values<string>(MEMBERS).includes(key.getText(source))) {
          found.push(`data: { ${key.getText(source)} }`);
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter(
  (name) => name.endsWith(".ts") && !name.startsWith("protocol/"),
);

test.each(files)("src/%s spells nothing of the protocol", (name) => {
  expect(findLiterals(name, readFileSync(join(root, "src", name), "utf8"))).toEqual([]);
});

test.each([
  'x["engageWork"]',
  ["const id = `relay-", "{n}`;"].join("$"),
  'const id = "handover-" + n;',
  'seal(hmac, { purpose: "control" })',
  "f({ data: { handover: 1 } })",
  "input.data.engage",
])("%s would be found", (text) => expect(findLiterals("x.ts", text)).toHaveLength(1));

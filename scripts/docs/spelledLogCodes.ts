/** The codes that src/transformers spells in its log lines. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths";

const SPELLINGS = [
  // console.error("engage-hub: reply_failed: ..."), and with the transformer's name filled in
  /(?:engage-(?:hub|relay)|\{transformer\}): ([a-z_]+):/g,
  // logProblem("reply_failed", ...)
  /logProblem\(\s*"([a-z_]+)"/g,
  // { code: "body_too_large" }, as in refusals of Channel SDK calls
  /\bcode: "([a-z_]+)"/g,
];

export function listLogCodes(): string[] {
  const folder = join(root, "src/transformers");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  const found = SPELLINGS.flatMap((spelling) => sources.flatMap((source) => [...source.matchAll(spelling)]));
  const spelled = found.flatMap(([, code]) => (code === undefined ? [] : [code]));
  return [...new Set([...spelled, ...listSignatureCodes()])].sort();
}

/** The hub puts the reason behind `signature_`. A call that is nested too deep has its own code. */
function listSignatureCodes(): string[] {
  const source = readFileSync(join(root, "src/core/inbound/sdkSignature.ts"), "utf8");
  return [...source.matchAll(/reason: "(\w+)"/g)].map(([, reason]) => `signature_${reason}`);
}

/** The table of messages between our parts, from the headers of src/protocol. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths";
import { toCode, toTable, wrap } from "./markdown";

const COLUMNS = [
  ["Where", "where"],
  ["From", "writer"],
  ["To", "reader"],
  ["Sealed with", "secret"],
] as const;

export interface ProtocolMessage {
  file: string;
  summary: string;
  tags: ReadonlyMap<string, string>;
}

/** Files without `@where` are what the messages share. */
export function readProtocol(): ProtocolMessage[] {
  const folder = join(root, "src/protocol");
  return readdirSync(folder)
    .sort()
    .map((name) => toMessage(name.replace(/\.ts$/, ""), readFileSync(join(folder, name), "utf8")))
    .filter(({ tags }) => tags.has("where"));
}

function toMessage(file: string, source: string): ProtocolMessage {
  const header = /^\/\*\*\n([\s\S]*?)\*\//.exec(source)?.[1] ?? "";
  const [summary = "", ...tagged] = header.replace(/^ \* ?/gm, "").split(/^@/m);
  const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();
  const tags = tagged.map((text): [string, string] => {
    const [name = "", ...words] = oneLine(text).split(" ");
    return [name, words.join(" ")];
  });
  return { file, summary: oneLine(summary), tags: new Map(tags) };
}

export function renderProtocol(): string {
  const messages = readProtocol();
  const table = toTable(
    ["Message", ...COLUMNS.map(([title]) => title)],
    messages.map(({ file, tags }) => [toCode(file), ...COLUMNS.map(([, tag]) => tags.get(tag) ?? "")]),
  );
  const details = messages.map(({ file, summary, tags }) =>
    [
      wrap(`- **\`${file}\`**: ${summary}`, "  "),
      wrap(`  - Limits: ${tags.get("limits")}.`, "    "),
      wrap(`  - Missing, foreign or from another version: ${tags.get("foreign")}.`, "    "),
    ].join("\n"),
  );
  return [table, "", ...details].join("\n");
}

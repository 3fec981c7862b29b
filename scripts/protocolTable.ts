/** `npm run docs:protocol`: the table of messages between our parts, from the headers of src/protocol, into the docs. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths";

const PAGE = join(root, "docs/transformers.md");
const [BEGIN, END] = ["<!-- protocol:begin -->", "<!-- protocol:end -->"];

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

export function renderProtocol(messages: readonly ProtocolMessage[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell || "–").join(" | ")} |`;
  const table = [
    row(["Message", ...COLUMNS.map(([title]) => title)]),
    row(["Message", ...COLUMNS].map(() => "---")),
    ...messages.map(({ file, tags }) => row([`\`${file}\``, ...COLUMNS.map(([, tag]) => tags.get(tag) ?? "")])),
  ];
  const details = messages.map(({ file, summary, tags }) =>
    [
      `- **\`${file}\`**: ${summary}`,
      `  - Limits: ${tags.get("limits")}.`,
      `  - Missing, foreign or from another version: ${tags.get("foreign")}.`,
    ].join("\n"),
  );
  return [...table, "", ...details].join("\n");
}

/** The page with the table as the code has it. */
export function withProtocol(page: string): string {
  const [before, rest] = page.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined) {
    throw new Error(`${PAGE} has no place for the protocol (${BEGIN} … ${END})`);
  }
  return `${before}${BEGIN}\n${renderProtocol(readProtocol())}\n${END}${after}`;
}

if (require.main === module) {
  writeFileSync(PAGE, withProtocol(readFileSync(PAGE, "utf8")));
}

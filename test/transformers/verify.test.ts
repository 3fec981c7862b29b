/** `npm run verify`: what somebody with a pasted transformer learns about it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtTransformers } from "../../harness/builtTransformers";
import { fill } from "../../scripts/fill";
import { root } from "../../scripts/paths";
import { replaceSetting } from "../../scripts/replaceSetting";
import { TRANSFORMERS } from "../../scripts/transformerConfig";
import { verify } from "../../scripts/verify";
import { verifyTransformer } from "../../scripts/verifyTransformer";

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const builds = builtTransformers();
const hub = builds[0]?.pasted ?? "";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "verify-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const verdictOn = (text: string) => verifyTransformer(text, builds, version);
const untouched = { kind: "build", file: "engage-hub.js", isReadable: false };

test.each(TRANSFORMERS)("$file is recognised in both forms, with what is to be filled in", ({ file, config }) => {
  const build = builds.find(({ definition }) => definition.file === file);
  const placeholders = config.filter(({ value }) => String(value).startsWith("<")).map(({ name }) => name);
  const settings = { filledIn: [], changed: [], placeholders, missing: [], unknown: [] };
  expect(verdictOn(build?.pasted ?? "")).toEqual({ kind: "build", file, isReadable: false, settings });
  expect(verdictOn(build?.readable ?? "")).toEqual({ kind: "build", file, isReadable: true, settings });
});

test("A filled copy is the build, and its values stay secret", async () => {
  const names = TRANSFORMERS[0]?.config.map(({ name }) => name).filter((name) => name.startsWith("ENGAGE_")) ?? [];
  await fill(Object.fromEntries(names.map((name) => [name, `secret "value" of ${name}`])), folder);
  const path = join(folder, "engage-hub.js");
  const changed = replaceSetting(
    replaceSetting(readFileSync(path, "utf8"), "sendActiveEvent", true),
    "ownIdentityIds",
    ["secret value"],
  );
  writeFileSync(path, changed.replace("  onlyBotCategory: true,\n", "  onlyBotCategry: -1,\n"));
  const { isBuild, lines } = await verify(path);
  expect(isBuild).toBe(true);
  expect(lines).toEqual([
    `${path}: this is engage-hub.js of version ${version}. Its code is unchanged.`,
    `  Filled in: ${names.join(", ")}`,
    "  Differs from the default: ownIdentityIds, sendActiveEvent",
    "  Missing from CONFIG: onlyBotCategory",
    "  Not a setting of this version: onlyBotCategry",
  ]);
  expect(lines.join("\n")).not.toContain("secret");
});

test.each<[what: string, edit: (text: string) => string]>([
  ["Windows line ends", (text) => text.replace(/\n/g, "\r\n")],
  ["old Mac line ends", (text) => text.replace(/\n/g, "\r")],
  ["spaces at the ends of lines", (text) => text.replace(/\n/g, " \t\n")],
  ["a byte order mark and empty lines at the end", (text) => `\uFEFF${text}\n\n`],
  ["no line end at the end", (text) => text.trimEnd()],
  ["a note in the header", (text) => `// Pasted on Monday\n${text}`],
  ["no header", (text) => text.slice(text.indexOf("const CONFIG"))],
  ["no comments in CONFIG", (text) => text.replace(/^ {2}\/\/ .*\n/gm, "")],
  [
    "settings in one line, in single quotes, as a template",
    (text) =>
      text.replace(
        /const CONFIG = \{[\s\S]*?\n\};/,
        "const CONFIG = { ENGAGE_API_URL: 'a', \"botName\": `b`, minQueuePositionChange: -1 };",
      ),
  ],
])("%s: still the build", (_what, edit) => {
  expect(verdictOn(edit(hub))).toMatchObject(untouched);
});

/** Just before the code, just after it, and in the middle of it. */
const start = "const handlers = (($u, ";
test.each<[what: string, edit: (text: string) => string, difference: RegExp]>([
  [
    "one character",
    (text) => text.replace("X-Dimelo-Secret", "X-Dimelo-Secres"),
    /^its code differs from the build, first in line \d+$/,
  ],
  ["a statement at the end", (text) => `${text}console.log(CONFIG);\n`, /first in line \d+$/],
  [
    "a statement before the code",
    (text) => text.replace(start, `console.log(CONFIG);\n${start}`),
    /first in line \d+$/,
  ],
  [
    "a statement at the start",
    (text) => text.replace("const CONFIG", "console.log(1);\nconst CONFIG"),
    /does not begin with CONFIG/,
  ],
  [
    "code behind a comment",
    (text) => text.replace("// @ts-nocheck", "// @ts-nocheck\u2028console.log(1);"),
    /does not begin with CONFIG/,
  ],
  ["a second variable", (text) => text.replace("\n};", "\n}, more = console.log(1);"), /does not begin with CONFIG/],
  ["the end cut off", (text) => text.slice(0, -40), /cannot be read as JavaScript/],
  ["a line of code removed", (text) => text.replace(/\n'use strict';/, ""), /first in line \d+$/],
  [
    "a call in CONFIG",
    (text) => text.replace('"<ENGAGE_API_URL>"', "console.log(1)"),
    /^CONFIG has code at ENGAGE_API_URL$/,
  ],
  [
    "a function in CONFIG",
    (text) => text.replace("onlyBotCategory: true", "onlyBotCategory() {}"),
    /at onlyBotCategory$/,
  ],
  [
    "a getter in CONFIG",
    (text) => text.replace("onlyBotCategory: true", "get onlyBotCategory() { return 1 }"),
    /at onlyBotCategory$/,
  ],
  ["a name in CONFIG", (text) => text.replace("onlyBotCategory: true", "httpRequest"), /at httpRequest$/],
  [
    "a call in a list",
    (text) => text.replace("ownIdentityIds: []", "ownIdentityIds: [console.log(1)]"),
    /at ownIdentityIds$/,
  ],
  [
    "a call in a template",
    (text) => text.replace("onlyBotCategory: true", "onlyBotCategory: `$" + "{console.log(1)}`"),
    /at onlyBotCategory$/,
  ],
  [
    "a spread",
    (text) => text.replace("onlyBotCategory: true", "...console.log(1)"),
    /at an entry without a plain name$/,
  ],
  [
    "a computed name",
    (text) => text.replace("onlyBotCategory: true", "[console.log(1)]: 1"),
    /at an entry without a plain name$/,
  ],
])("%s: changed", (_what, edit, difference) => {
  const edited = edit(hub);
  expect(edited).not.toBe(hub);
  expect(verdictOn(edited)).toEqual({
    kind: "altered",
    file: "engage-hub.js",
    differences: [expect.stringMatching(difference)],
  });
});

test("The line of the change is told in both forms", () => {
  for (const text of [hub, builds[0]?.readable ?? ""]) {
    const lines = text.split("\n");
    const at = lines.findIndex((line) => line.includes("X-Dimelo-Secret"));
    lines[at] = lines[at]?.replace("X-Dimelo-Secret", "X-Other") ?? "";
    const differences = [expect.stringContaining(`first in line ${at + 1}`)];
    expect([verdictOn(lines.join("\n"))]).toMatchObject([{ kind: expect.stringMatching("altered"), differences }]);
  }
});

test("A file of another version is told as such, changed or not", () => {
  const other = (text: string) =>
    text.replace(`Version ${version} `, "Version 0.9.1 ").replace("Unauthorized", "Unauthorised");
  expect(verdictOn(other(hub))).toEqual({ kind: "otherVersion", file: "engage-hub.js", version: "0.9.1" });
});

test.each(["", "createWebhookTransformer({});", "const CONFIG = {};", "not ; JavaScript (", "{}"])(
  "%j is no transformer of ours",
  (text) => expect(verdictOn(text)).toEqual({ kind: "unknown" }),
);

function run(...files: string[]) {
  return spawnSync(process.execPath, ["-r", "ts-node/register", "scripts/verify.ts", ...files], {
    cwd: root,
    encoding: "utf8",
  });
}

test.each([
  ["/nope.js", 1, "There is no file /nope.js. Name the file with the pasted transformer.\n"],
  ["docs", 1, "docs is a folder. Name the file with the pasted transformer.\n"],
])("The command says in a sentence why it can't read %s", (file, status, stderr) => {
  expect(run(file)).toMatchObject({ status, stdout: "", stderr });
});

test("The command ends with 0 for the build alone", () => {
  const [good, bad] = [join(folder, "good.js"), join(folder, "bad.js")];
  writeFileSync(good, hub);
  writeFileSync(bad, `${hub}//`);
  expect(run(good)).toMatchObject({ status: 0, stdout: expect.stringContaining("Its code is unchanged") });
  expect(run(bad, good)).toMatchObject({ status: 1, stdout: expect.stringContaining("it was changed") });
}, 60_000);

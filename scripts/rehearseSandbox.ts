/**
 * `npm run rehearse:sandbox`: from two empty accounts at the stand-ins through `install` to a rehearsal on both routes.
 * No id is typed: sources and people are named, and a person's clicks in Engage's console are made by the control port.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { parseEnv } from "node:util";
import { asksForHelp } from "./asksForHelp";
import { root } from "./paths";

const FOLDER = join(root, "dist/rehearsal-sandbox");
const DOT_ENV = join(FOLDER, ".env");
const TS_NODE = join(root, "node_modules/ts-node/dist/bin.js");
/** What a person would choose from the lists. */
const CHOICES = { ENGAGE_ROUTES: "bridge,channel", ENGAGE_SOURCE_IDS: "Web messaging", ENGAGE_AGENT_EMAILS: "Support" };

const HELP =
  "npm run rehearse:sandbox: starts both stand-ins with empty accounts, installs everything, and rehearses a handover on both routes. The report is in dist/rehearsal-sandbox.";

async function main(): Promise<number> {
  if (asksForHelp(process.argv.slice(2))) {
    console.log(HELP);
    return 0;
  }
  const beganMs = Date.now();
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  const { printed, child } = await startStandIns();
  try {
    const accounts = { ...readAccounts(printed), ...CHOICES };
    const installed = await runAssistant(["install", "--yes"], accounts);
    if (installed > 1) {
      return installed;
    }
    await saveSource(printed);
    const rehearsed = await runAssistant(["rehearse", "--yes"], accounts);
    const seconds = ((Date.now() - beganMs) / 1000).toFixed(1);
    console.log(
      `\n${rehearsed < 2 ? "Green" : "Failed"} after ${seconds} s. Report: ${relative(root, FOLDER)}/rehearsal.md`,
    );
    return rehearsed;
  } finally {
    child.kill("SIGTERM");
  }
}

/** Builds first, if something has changed since. */
function startStandIns(): Promise<{ printed: string; child: ChildProcess }> {
  const ports = ["engage", "cognigy", "control", "management"].flatMap((name) => [`--${name}-port`, "0"]);
  const child = spawn(
    process.execPath,
    [TS_NODE, join(root, "sandbox/headless.ts"), "--empty", "--nodes-in-process", ...ports],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  return new Promise((resolve, reject) => {
    let printed = "";
    child.once("exit", (code) => reject(new Error(`The stand-ins ended (${code}).\n${printed}`)));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      if (printed.includes("Ctrl-C ends it.")) {
        resolve({ printed, child });
      }
    });
  });
}

/** What both accounts give to whoever sets them up: addresses, tokens, and the source of route bridge. */
function readAccounts(printed: string): Record<string, string> {
  const block = /^\.env .*\n((?:[A-Z_]+=.*\n)+)/m.exec(printed)?.[1] ?? "";
  return {
    ...Object.fromEntries(Object.entries(parseEnv(block)).map(([name, value]) => [name, value ?? ""])),
    ENGAGE_REALTIME_ENDPOINT_URL: find(/Realtime Endpoint URL +(\S+)/, printed),
    ENGAGE_REALTIME_ACCESS_TOKEN: find(/API access token +(\S+)/, printed),
  };
}

/** As a person in Engage's console: enters the Base URI that the assistant prints, and saves. */
async function saveSource(printed: string): Promise<void> {
  const { COGNIGY_HUB_URL, ENGAGE_BASE_URI_KEY } = parseEnv(await readFile(DOT_ENV, "utf8"));
  const answer = await fetch(find(/(http:\S+\/sandbox\/base-uri)/, printed), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      sourceId: find(/"sourceId":"(\w+)"/, printed),
      baseUri: `${COGNIGY_HUB_URL}?key=${ENGAGE_BASE_URI_KEY}`,
    }),
  });
  if (!answer.ok) {
    throw new Error(`The source could not be saved (${answer.status}).`);
  }
}

function runAssistant(command: readonly string[], values: Readonly<Record<string, string>>): Promise<number> {
  const given = [TS_NODE, join(root, "setup/start.ts"), ...command, "--dot-env", DOT_ENV, "--output", FOLDER];
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, given, { cwd: root, stdio: "inherit", env: { PATH, HOME, ...values } });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 2)));
}

function find(pattern: RegExp, text: string): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) {
    throw new Error(`The stand-ins didn't print ${pattern}.`);
  }
  return found;
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);

/** `npm run dev`: the sandbox, started anew after every change of a source; what does not build leaves the old one running. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { join } from "node:path";
import { build as bundle } from "esbuild";
import { build } from "../scripts/build";
import { root } from "../scripts/paths";
import { bundlePage } from "./app/page/bundlePage";

const FOLDERS = ["src", "sandbox", "scripts"];
/** The Flow and its pictures are reloaded without a restart. */
const RELOADED = /^flows\b/;
const SETTLE_MS = 200;

let child: ChildProcess | undefined;
let timer: NodeJS.Timeout | undefined;
let isRestarting = false;
let isStale = false;
let lastChanged = "";

function start(changed?: string): void {
  const what = changed === undefined ? [] : ["--changed", changed];
  const args = ["-r", "ts-node/register", join(root, "sandbox/start.ts"), ...process.argv.slice(2), ...what];
  child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
}

function isRunning(): boolean {
  return child !== undefined && child.exitCode === null && child.signalCode === null;
}

async function stop(): Promise<void> {
  if (!child || !isRunning()) {
    return;
  }
  child.kill("SIGTERM");
  await once(child, "exit");
}

/** Everything that the new one will be made of. */
async function prepare(): Promise<void> {
  await build();
  await bundlePage();
  await bundle({
    absWorkingDir: root,
    entryPoints: ["sandbox/start.ts"],
    bundle: true,
    platform: "node",
    packages: "external",
    write: false,
    logLevel: "silent",
  });
}

async function restart(): Promise<void> {
  isStale = true;
  if (isRestarting) {
    return;
  }
  isRestarting = true;
  while (isStale) {
    isStale = false;
    try {
      await prepare();
      await stop();
      start(lastChanged);
    } catch (error) {
      const state = isRunning() ? "The sandbox runs on as it was." : "The sandbox waits for the next change.";
      console.error(`${error instanceof Error ? error.message : error}\n${state}`);
    }
  }
  isRestarting = false;
}

for (const folder of FOLDERS) {
  watch(join(root, folder), { recursive: true }, (_event, name) => {
    if (folder === "sandbox" && RELOADED.test(name ?? "")) {
      return;
    }
    lastChanged = join(folder, name ?? "");
    clearTimeout(timer);
    timer = setTimeout(() => void restart(), SETTLE_MS);
  });
}

async function end(): Promise<void> {
  await stop();
  process.exit(0);
}
process.on("SIGINT", () => void end());
process.on("SIGTERM", () => void end());

// Builds what is stale by itself.
start();

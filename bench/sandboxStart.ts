/** From `npm start` after `npm ci` to the first page that can be used: the tracked files alone, nothing built. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromiumPath, launchBrowser } from "../harness/browser";
import { root } from "../scripts/paths";
import type { Measurement } from "./Measurement";
import { toMeasurement } from "./toMeasurement";

const ROUNDS = 2;
const LIMIT_MS = 40_000;
const AIM = "aim: below 10 s";

const figure = toMeasurement("sandboxStart");

interface Times {
  address: number;
  page: number;
  state: number;
  composer: number | undefined;
}

export async function benchSandboxStart(): Promise<Measurement[]> {
  const times: Times[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    times.push(await startOnce());
  }
  const composer = times.flatMap((one) => one.composer ?? []);
  return [
    figure(
      "address printed",
      "s",
      times.map(({ address }) => address),
    ),
    figure(
      "page answers",
      "s",
      times.map(({ page }) => page),
    ),
    figure(
      "first state on the page's stream",
      "s",
      times.map(({ state }) => state),
      AIM,
    ),
    ...(composer.length > 0
      ? [figure("customer can write, in Chromium", "s", composer, `${AIM}; with the browser's own start`)]
      : []),
  ];
}

async function startOnce(): Promise<Times> {
  const directory = await copyProject();
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  const sandbox = spawn("npm", ["start", "--", "--port", "0"], { cwd: directory, detached: true });
  try {
    const url = await readAddress(sandbox);
    const address = seconds();
    await readStart(url);
    const page = seconds();
    await readStart(`${url}/api/events`, "event: state");
    const state = seconds();
    return { address, page, state, composer: chromiumPath === undefined ? undefined : await openPage(url, seconds) };
  } finally {
    await end(sandbox);
    await rm(directory, { recursive: true, force: true });
  }
}

/** What a clean checkout holds after `npm ci`. */
async function copyProject(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "bench-start-"));
  const list = ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate"];
  const { stdout } = await promisify(execFile)("git", list, { cwd: root, maxBuffer: 16 * 1024 * 1024 });
  for (const file of stdout.split("\n").filter((name) => name !== "")) {
    // Removed, but not yet committed.
    await cp(join(root, file), join(directory, file)).catch((error) => {
      if (error.code !== "ENOENT") {
        throw error;
      }
    });
  }
  await symlink(join(root, "node_modules"), join(directory, "node_modules"), "dir");
  return directory;
}

function readAddress({ stdout, stderr }: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const take = (chunk: Buffer) => {
      printed += chunk;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
      if (url !== undefined) {
        resolve(url);
      }
    };
    stdout?.on("data", take);
    stderr?.on("data", take);
    stdout?.on("end", () => reject(new Error(printed)));
    setTimeout(() => reject(new Error(`No address within ${LIMIT_MS} ms. ${printed}`)), LIMIT_MS).unref();
  });
}

/** Until the text has come, or the answer's first bytes. */
function readStart(url: string, text = ""): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, (answer) => {
      let read = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        read += chunk;
        if (!read.includes(text)) {
          return;
        }
        resolve();
        outgoing.destroy();
      });
    });
    outgoing.on("error", reject).end();
  });
}

async function openPage(url: string, seconds: () => number): Promise<number> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.locator('[data-testid="chat-webchat"] textarea:enabled').waitFor({ timeout: LIMIT_MS });
    return seconds();
  } finally {
    await browser.close();
  }
}

/** npm passes no signal on to what it started, so the group of our own child gets it. */
async function end(sandbox: ChildProcess): Promise<void> {
  if (sandbox.pid === undefined || sandbox.exitCode !== null) {
    return;
  }
  const ended = new Promise((resolve) => sandbox.once("close", resolve));
  process.kill(-sandbox.pid, "SIGTERM");
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5_000))]);
  if (sandbox.exitCode === null && sandbox.signalCode === null) {
    process.kill(-sandbox.pid, "SIGKILL");
  }
}

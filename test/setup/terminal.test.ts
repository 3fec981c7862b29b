/** The assistant in a pseudo-terminal: prompts, lists that can be searched, Ctrl+C, narrow width. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { type CognigyStandIn, startCognigy } from "../../sandbox/cognigy/startCognigy";
import { type EngageStandIn, startEngage } from "../../sandbox/engage/startEngage";
import { emptyAccount } from "../../sandbox/headless/emptyAccount";
import { type Assistant, createAssistant } from "./assistant";

let assistant: Assistant;
let bundle: string;
let engage: EngageStandIn;
let cognigy: CognigyStandIn;

beforeAll(async () => {
  [assistant, engage, cognigy] = await Promise.all([
    createAssistant(),
    startEngage(),
    startCognigy({ management: true }),
  ]);
  emptyAccount(engage);
  bundle = await assistant.bundle();
}, 60_000);
afterAll(() => Promise.all([assistant.remove(), engage.close(), cognigy.close()]));

const UP_TO = 20_000;

/** `script` gives the process a terminal of its own. */
class Terminal {
  screen = "";
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly ended: Promise<number | null>;
  private readonly folder = mkdtempSync(join(tmpdir(), "terminal-"));
  private seen = 0;

  constructor(columns: number, values: Readonly<Record<string, string>>) {
    const command = `stty cols ${columns} rows 40; ${process.execPath} ${bundle} --dot-env ${this.dotEnvFile} --output ${this.folder}/dist`;
    const env = { PATH: process.env.PATH ?? "", TERM: "xterm", NO_COLOR: "1", ...values };
    this.child = spawn("script", ["-qec", command, "/dev/null"], { env });
    this.child.stdout.setEncoding("utf8").on("data", (text: string) => {
      // Moves of the cursor and colours are no text.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are escape sequences
      this.screen += text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "");
    });
    this.ended = new Promise((resolve) => this.child.once("exit", resolve));
  }

  get dotEnvFile(): string {
    return join(this.folder, ".env");
  }

  stored(): Record<string, string | undefined> {
    return parseEnv(readFileSync(this.dotEnvFile, "utf8"));
  }

  /** Waits until the screen shows it, below what was waited for before. */
  async shows(wanted: RegExp): Promise<void> {
    const until = Date.now() + UP_TO;
    for (;;) {
      const found = wanted.exec(this.screen.slice(this.seen));
      if (found) {
        this.seen += found.index + found[0].length;
        return;
      }
      if (Date.now() > until) {
        throw new Error(`The screen never showed ${wanted}:\n${this.screen.slice(-2_000)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  type(text: string): void {
    this.child.stdin.write(text);
  }

  async exitCode(): Promise<number | null> {
    const code = await this.ended;
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }
}

const ENTER = "\r";
const TAB = "\t";
const CTRL_C = "\x03";

const values = () => ({
  ENGAGE_API_URL: engage.apiUrl,
  ENGAGE_ACCESS_TOKEN: engage.seed.tokens.bot,
  COGNIGY_API_URL: cognigy.management?.url ?? "",
  COGNIGY_API_KEY: cognigy.management?.apiKey ?? "",
  COGNIGY_ENDPOINT_URL: cognigy.url,
});

test("asks from lists that are searched by typing, and saves each answer at once", async () => {
  const terminal = new Terminal(100, values());
  await terminal.shows(/Continue with install/);
  terminal.type("y");
  await terminal.shows(/Where do your customers write\?/);
  terminal.type("owns");
  await terminal.shows(/Search: owns/);
  terminal.type(`${TAB}${ENTER}`);
  await terminal.shows(/Which sources does the bot answer on\?/);
  terminal.type("messaging");
  await terminal.shows(/Search: messaging/);
  terminal.type(`${TAB}${ENTER}`);
  await terminal.shows(/Who takes over from the bot\?/);
  expect(terminal.stored()).toMatchObject({
    ENGAGE_ROUTES: "channel",
    ENGAGE_SOURCE_IDS: engage.seed.sources.messaging.id,
  });
  terminal.type(CTRL_C);
  expect(await terminal.exitCode()).toBe(2);
  expect(terminal.screen).not.toContain(engage.seed.tokens.bot);
  expect(cognigy.management?.calls.filter(({ method }) => method !== "GET")).toEqual([]);
}, 60_000);

test("Ctrl+C says what was saved", async () => {
  const { COGNIGY_API_KEY: _, ENGAGE_ACCESS_TOKEN: token, ...rest } = values();
  const terminal = new Terminal(100, rest);
  await terminal.shows(/API access token of Engage\s+│ {2}In Engage: Admin > API access tokens\./);
  terminal.type(`${token}${ENTER}`);
  await terminal.shows(/API key of Cognigy\.AI/);
  expect(terminal.stored().ENGAGE_ACCESS_TOKEN).toBe(token);
  terminal.type(CTRL_C);
  await terminal.shows(/Stopped\. Saved in/);
  expect(await terminal.exitCode()).toBe(2);
  expect(terminal.screen).not.toContain(token);
}, 60_000);

test("a narrow terminal wraps at words", async () => {
  const terminal = new Terminal(50, values());
  await terminal.shows(/Ctrl\+C ends/);
  await terminal.shows(/Continue with install/);
  terminal.type(CTRL_C);
  await terminal.exitCode();
  const lines = terminal.screen.split(/\r?\n/).filter((line) => line.startsWith("  ") && !line.includes("/"));
  expect(lines.filter((line) => line.length > 50)).toEqual([]);
}, 60_000);

/** The assistant in a pseudo-terminal, which the command `script` provides. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";

const UP_TO = 20_000;

export class Terminal {
  screen = "";
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly ended: Promise<number | null>;
  private readonly folder = mkdtempSync(join(tmpdir(), "terminal-"));
  private seen = 0;

  constructor(bundle: string, columns: number, values: Readonly<Record<string, string>>, given = "") {
    // Most commands want the file that they are given.
    writeFileSync(this.dotEnvFile, "");
    const places = `--dot-env ${this.dotEnvFile} --output ${this.folder}/dist`;
    const command = `stty cols ${columns} rows 40; exec ${process.execPath} ${bundle} ${given} ${places}`;
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

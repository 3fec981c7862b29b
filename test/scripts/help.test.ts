/** Scripts that are asked what they do say so, and do nothing. */
import { spawnSync } from "node:child_process";
import { root } from "../../scripts/paths";

test.each([
  ["fill", "npm run fill: "],
  ["verify", "npm run verify -- transformer.js: "],
  ["rehearseSandbox", "npm run rehearse:sandbox: "],
])(
  "scripts/%s.ts --help",
  (script, beginning) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["-r", "ts-node/register", `scripts/${script}.ts`, "--help"],
      { cwd: root, encoding: "utf8" },
    );
    expect({ status, stderr, lines: stdout.trim().split("\n").length }).toEqual({ status: 0, stderr: "", lines: 1 });
    expect(stdout.slice(0, beginning.length)).toBe(beginning);
  },
  30_000,
);

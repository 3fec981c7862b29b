/** `npm run try`: executes one node of the built Extension against a real account. */
import { createInterface } from "node:readline/promises";
import { tryNode } from "./try/tryNode";

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

tryNode({
  args: process.argv.slice(2),
  directory: process.cwd(),
  environment: process.env,
  print: (text) => console.log(text),
  complain: (text) => console.error(text),
  ...(process.stdin.isTTY && { confirm }),
}).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);

/** `npm run setup`: the set-up assistant as a process. */
import { main } from "./main";

const { env, stdin, stdout, stderr, argv } = process;
// Whoever reads along (`head`, a pager) may have seen enough.
stdout.on("error", ({ code }: NodeJS.ErrnoException) => process.exit(code === "EPIPE" ? 0 : 2));
void main(argv.slice(2), {
  environment: env,
  terminal: { reads: stdout.isTTY === true, answers: stdin.isTTY === true, columns: stdout.columns },
  print: (text) => void stdout.write(text),
  printError: (text) => void stderr.write(text),
}).then((exitCode) => {
  process.exitCode = exitCode;
});

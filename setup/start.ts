/** `npm run setup`: the set-up assistant as a process. */
import { main } from "./main";

const { env, stdin, stdout, stderr, argv } = process;
// Whoever reads along (`head`, a pager) may have seen enough: what was begun is still finished.
stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") {
    throw error;
  }
});
void main(argv.slice(2), {
  environment: env,
  terminal: { reads: stdout.isTTY === true, answers: stdin.isTTY === true, columns: stdout.columns },
  print: (text) => void stdout.write(text),
  printError: (text) => void stderr.write(text),
}).then((exitCode) => {
  process.exitCode = exitCode;
});

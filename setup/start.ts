/** `npm run setup`: the set-up assistant as a process. */
import { main } from "./main";

const { env, stdin, stdout, stderr, argv } = process;
// A reader such as `head` may stop early. The command still finishes, with its own exit code.
for (const output of [stdout, stderr]) {
  output.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
  });
}
void main(argv.slice(2), {
  environment: env,
  terminal: { reads: stdout.isTTY === true, answers: stdin.isTTY === true, columns: stdout.columns },
  print: (text) => void stdout.write(text),
  printError: (text) => void stderr.write(text),
}).then((exitCode) => {
  process.exitCode = exitCode;
});

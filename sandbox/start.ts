/** `npm start`: builds what is missing, starts the sandbox, prints one address. */
import { relative } from "node:path";
import { readStartOrder } from "./app/readStartOrder";
import type { Sandbox } from "./app/startSandbox";

async function main(): Promise<void> {
  const startedAt = performance.now();
  const order = readStartOrder(process.argv.slice(2), process.env);
  if (typeof order === "string") {
    console.log(order);
    return;
  }
  const { port: wanted, flowFile, settings, changed } = order;
  // Loaded once it's certain that they are needed.
  const { buildIfStale }: typeof import("./app/buildIfStale") = require("./app/buildIfStale");
  const { findFreePort }: typeof import("./app/findFreePort") = require("./app/findFreePort");
  const { startSandbox }: typeof import("./app/startSandbox") = require("./app/startSandbox");
  await buildIfStale((line) => console.log(line));

  const port = wanted === 0 ? 0 : await findFreePort(wanted);
  // Next to the page's, so that programs find them again after a restart.
  const engagePort = port === 0 ? 0 : await findFreePort(port + 1);
  const cognigyPort = port === 0 ? 0 : await findFreePort(engagePort + 1);
  const busy = port === wanted ? [] : [`Port ${wanted} is in use; the sandbox is on ${port}.`];
  for (const line of busy) {
    console.log(line);
  }
  const sandbox = await startSandbox({
    ports: { page: port, engage: engagePort, cognigy: cognigyPort },
    flowFile,
    settings,
    notices: busy,
    log: (line) => console.error(line),
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (changed !== undefined) {
    // From `npm run dev`, whose reader has seen the rest before.
    console.log(`${changed} has changed: started anew after ${seconds} s, ${sandbox.url}`);
    return endOnSignals(sandbox);
  }
  console.log(`\nThe sandbox is ready after ${seconds} s. Open it in a browser:\n\n  ${sandbox.url}\n`);
  const name = relative(process.cwd(), flowFile);
  console.log(`Write as a customer, answer as an agent. Edit ${name} to change the Flow. Ctrl-C ends it.`);
  endOnSignals(sandbox);
}

function endOnSignals(sandbox: Sandbox): void {
  let isEnding = false;
  const end = () => {
    // The second Ctrl-C does not wait.
    if (isEnding) {
      process.exit(1);
    }
    isEnding = true;
    sandbox.close().then(
      () => process.exit(0),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

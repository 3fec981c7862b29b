/** `npm start`: builds what is missing, starts the sandbox, prints one address. */
import { parseArgs } from "node:util";
import { buildIfStale } from "./app/buildIfStale";
import { findFreePort } from "./app/findFreePort";
import { type Sandbox, startSandbox } from "./app/startSandbox";

const DEFAULT_PORT = 8080;

async function main(): Promise<void> {
  const startedAt = performance.now();
  const { values } = parseArgs({ options: { port: { type: "string" }, changed: { type: "string" } } });
  const wanted = parsePort(values.port ?? process.env.PORT ?? String(DEFAULT_PORT));
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
    notices: busy,
    log: (line) => console.error(line),
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (values.changed !== undefined) {
    // From `npm run dev`, whose reader has seen the rest before.
    console.log(`${values.changed} has changed: started anew after ${seconds} s, ${sandbox.url}`);
    return endOnSignals(sandbox);
  }
  console.log(`\nThe sandbox is ready after ${seconds} s. Open it in a browser:\n\n  ${sandbox.url}\n`);
  console.log(
    "Write as a customer, answer as an agent. Edit sandbox/flows/demo.json to change the Flow. Ctrl-C ends it.",
  );
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

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`"${text}" is no port.`);
  }
  return port;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

/** `npm start`: builds what is missing, starts the sandbox, prints one address. */
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../scripts/paths";
import { buildIfStale } from "./app/buildIfStale";
import { findFreePort } from "./app/findFreePort";
import { type Sandbox, startSandbox } from "./app/startSandbox";
import { parseSettings } from "./app/transformerSettings";

const DEFAULT_PORT = 8080;
const DEMO_FLOW = join(root, "sandbox/flows/demo.json");
const HELP = `npm start -- [options]

  --port 9000        the page's port (default 8080)
  --flow file.json   another Flow than sandbox/flows/demo.json, such as docs/recipes/flows/long-wait.json
  --set name=value   a setting of hub and relay, such as --set longestWaitMinutes=5; more than once if you like
  --help             this text

In detail: docs/develop/sandbox.md`;

async function main(): Promise<void> {
  const startedAt = performance.now();
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      flow: { type: "string", default: DEMO_FLOW },
      set: { type: "string", multiple: true, default: [] },
      help: { type: "boolean", short: "h", default: false },
      changed: { type: "string" },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const settings = parseSettings(values.set);
  const flowFile = resolve(values.flow);
  if (!existsSync(flowFile)) {
    throw new Error(`There is no Flow file ${values.flow}.`);
  }
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
    flowFile,
    settings,
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

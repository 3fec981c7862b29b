/** `npm run sandbox:headless`: the stand-ins of both platforms with their HTTP APIs, for experiments of one's own. */
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { paths } from "../scripts/paths";
import { buildIfStale } from "./app/buildIfStale";
import { findFreePort } from "./app/findFreePort";
import { parseSettings } from "./app/transformerSettings";
import { describeEmpty } from "./headless/describeEmpty";
import { describeHeadless } from "./headless/describeHeadless";
import { startEmpty } from "./headless/startEmpty";
import { startHeadless } from "./headless/startHeadless";

const HELP = `npm run sandbox:headless -- [options]

  --flow file.json        the Flow of all Endpoints (default: sandbox/headless/flow.json)
  --set name=value        a setting of hub and relay, such as --set longestWaitMinutes=5; more than once if you like
  --empty                 two accounts in which nothing is set up
  --nodes-in-process      no process per node
  --engage-port, --cognigy-port, --control-port, --management-port
                          default: 8081, 8082, 8083, 8084
  --help                  this text

In detail: docs/develop/sandbox.md#without-the-page`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      "engage-port": { type: "string", default: "8081" },
      "cognigy-port": { type: "string", default: "8082" },
      "control-port": { type: "string", default: "8083" },
      "management-port": { type: "string", default: "8084" },
      empty: { type: "boolean", default: false },
      "nodes-in-process": { type: "boolean", default: false },
      flow: { type: "string", default: join(__dirname, "headless/flow.json") },
      set: { type: "string", multiple: true, default: [] },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const settings = parseSettings(values.set);
  await buildIfStale((line) => console.log(line));
  const engage = await choosePort("engage", values["engage-port"]);
  const cognigy = await choosePort("cognigy", values["cognigy-port"], [engage]);
  const control = await choosePort("control", values["control-port"], [engage, cognigy]);
  const management = await choosePort("management", values["management-port"], [engage, cognigy, control]);
  const ports = { engage, cognigy, control, management };
  if (values.empty) {
    const accounts = await startEmpty(ports, { runNodesInProcess: values["nodes-in-process"] });
    endWith(() => accounts.close());
    console.log(describeEmpty(accounts));
    return;
  }

  let isRunning = false;
  const headless = await startHeadless({
    tarball: paths.tarball,
    flowPath: resolve(values.flow),
    settings,
    ports,
    onFlow(error) {
      if (error !== undefined) {
        console.log(`The Flow file cannot be used: ${error}`);
      } else if (isRunning) {
        console.log("The Flow file was read again.");
      }
    },
  });
  isRunning = true;
  endWith(() => headless.close());
  console.log(describeHeadless(headless, relative(process.cwd(), resolve(values.flow))));
}

function endWith(close: () => Promise<void>): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void close().then(() => process.exit(0)));
  }
}

async function choosePort(name: string, text: string, taken: readonly number[] = []): Promise<number> {
  const wanted = Number(text);
  if (!/^\d+$/.test(text) || wanted > 65_535) {
    throw new Error(`--${name}-port takes a number from 0 to 65535.`);
  }
  if (wanted === 0) {
    return 0;
  }
  let port = await findFreePort(wanted);
  while (taken.includes(port)) {
    port = await findFreePort(port + 1);
  }
  // What this process gave to its other servers is not busy for anybody else.
  if (port !== wanted && !taken.includes(wanted)) {
    console.log(`Port ${wanted} is taken: ${name} uses ${port}.`);
  }
  return port;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
});

/** What `npm start` is asked for on its command line. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../../scripts/paths";
import { parseSettings, type TransformerSettings } from "./transformerSettings";

const DEFAULT_PORT = 8080;
const DEMO_FLOW = join(root, "sandbox/flows/demo.json");
const HELP = `npm start -- [options]

  --port 9000        the page's port (default 8080)
  --flow file.json   another Flow than sandbox/flows/demo.json, such as docs/recipes/flows/long-wait.json
  --set name=value   a setting of hub and relay, such as --set longestWaitMinutes=5; more than once if you like
  --help             this text

In detail: docs/develop/sandbox.md`;

interface StartOrder {
  port: number;
  flowFile: string;
  settings: TransformerSettings;
  /** What made `npm run dev` start it anew. */
  changed: string | undefined;
}

/** Returns a text where that is all that was asked for. */
export function readStartOrder(args: string[], environment: NodeJS.ProcessEnv): StartOrder | string {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string" },
      flow: { type: "string", default: DEMO_FLOW },
      set: { type: "string", multiple: true, default: [] },
      help: { type: "boolean", short: "h", default: false },
      changed: { type: "string" },
    },
  });
  if (values.help) {
    return HELP;
  }
  const settings = parseSettings(values.set);
  const flowFile = resolve(values.flow);
  if (!existsSync(flowFile)) {
    throw new Error(`There is no Flow file ${values.flow}.`);
  }
  const port = parsePort(values.port ?? environment.PORT ?? String(DEFAULT_PORT));
  return { port, flowFile, settings, changed: values.changed };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`"${text}" is no port.`);
  }
  return port;
}

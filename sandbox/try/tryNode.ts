/** One trial from command line to exit code: 0 all right, 1 the node ended in an error, 2 it was not executed. */
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { paths } from "../../scripts/paths";
import { parseConnection } from "../../src/connection";
import { EngageError } from "../../src/core/errors";
import { redact } from "../../src/engage/request";
import { type LoadedExtension, loadExtension } from "../cognigy/loadExtension";
import type { NodeDescriptor } from "../cognigy/nodeDescriptor";
import { runNode } from "../cognigy/runNode";
import { createTrialInput } from "./createTrialInput";
import { HttpRecorder } from "./HttpRecorder";
import { listNodes, toText } from "./listNodes";
import { type Order, parseOrder, USAGE } from "./parseOrder";
import { readConnection } from "./readConnection";
import { readObject } from "./readObject";
import { hasFailed, showExecution } from "./showExecution";
import { UsageFault } from "./UsageFault";

export interface TrialHost {
  args: readonly string[];
  /** Where .env and the named files are. */
  directory: string;
  environment: Readonly<Record<string, string | undefined>>;
  print(text: string): void;
  /** What has to be put right. */
  complain(text: string): void;
  /** Default: what was built. */
  load?(): Promise<LoadedExtension>;
  /** Missing where nobody can be asked. */
  confirm?(question: string): Promise<boolean>;
}

/** All others change something in the account. */
const READING_NODES = ["lookupQueueStatus", "checkEngageAgents"];
/** A way out of this machine's network belongs to the machine, as on the platform. */
const NETWORK_VARIABLES = /^((https?|no)_proxy|NODE_EXTRA_CA_CERTS)$/i;

export async function tryNode(host: TrialHost): Promise<number> {
  let extension: LoadedExtension | undefined;
  try {
    const order = parseOrder(host.args);
    extension = await (host.load ?? loadBuilt)();
    if (order.node !== undefined) {
      return await execute(host, order, findNode(extension, order.node), extension);
    }
    host.print(`${listNodes(extension)}\n\nUsage: ${USAGE}`);
    return 0;
  } catch (error) {
    if (error instanceof UsageFault) {
      host.complain(error.message);
    } else if (error instanceof EngageError) {
      host.complain(`${error.message} ${error.hint ?? ""}`.trim());
    } else {
      throw error;
    }
    return 2;
  } finally {
    await extension?.close();
  }
}

function loadBuilt(): Promise<LoadedExtension> {
  if (!existsSync(paths.tarball)) {
    throw new UsageFault("There is no Extension to try yet: run `npm run build` first.");
  }
  return loadExtension(paths.tarball);
}

async function execute(
  host: TrialHost,
  order: Order,
  node: NodeDescriptor,
  extension: LoadedExtension,
): Promise<number> {
  const { directory, environment } = host;
  const config = await readObject(directory, order.config);
  checkFields(config, node);
  const [given, context] = await Promise.all([
    readObject(directory, order.input),
    readObject(directory, order.context),
  ]);
  const connection = await readConnection(directory, environment);
  const account = new URL(parseConnection(connection).engage.apiUrl).host;
  const name = `${toText(node.defaultLabel)} (${node.type})`;
  if (!READING_NODES.includes(node.type) && !order.yes) {
    if (!host.confirm) {
      throw new UsageFault(`${name} changes the account at ${account}: say --yes if you mean it.`);
    }
    if (!(await host.confirm(`${name} changes the account at ${account}. Continue?`))) {
      host.print("Nothing was sent.");
      return 0;
    }
  }

  const recorder = new HttpRecorder(dirname(extension.directory));
  await recorder.prepare();
  const network = Object.entries(environment).flatMap(([key, value]) =>
    value !== undefined && NETWORK_VARIABLES.test(key) ? [[key, value]] : [],
  );
  const execution = await runNode(extension, {
    node: node.type,
    config: { ...config, connection },
    input: createTrialInput(given, order.claim, connection.accessToken),
    context,
    transcript: [],
    env: { ...Object.fromEntries(network), ...recorder.env },
  });
  const text = [
    `Node: ${name}`,
    `Account: ${account}`,
    showExecution(execution, await recorder.read(), extension.nodes),
  ].join("\n");
  host.print(redact(text, [connection.accessToken, connection.realtimeAccessToken]));
  return hasFailed(execution) ? 1 : 0;
}

function findNode({ nodes }: LoadedExtension, type: string): NodeDescriptor {
  const choices = nodes.filter(({ parentType }) => !parentType);
  const node = choices.find((one) => one.type === type);
  if (node) {
    return node;
  }
  throw new UsageFault(`There is no node "${type}". Use one of: ${choices.map((one) => one.type).join(", ")}.`);
}

function checkFields(config: Readonly<Record<string, unknown>>, { type, fields }: NodeDescriptor): void {
  if ("connection" in config) {
    throw new UsageFault("The Connection is not part of the configuration: its values come from .env.");
  }
  const known = fields.map(({ key }) => key).filter((key) => key !== "connection");
  const unknown = Object.keys(config).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new UsageFault(`${type} has no field "${unknown}". Its fields are: ${known.join(", ")}.`);
  }
}

/** Loads a packed Extension as Cognigy.AI does at upload, and refuses what it would refuse. */
import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { findDescriptorFaults } from "./findDescriptorFaults";
import { hostScript, writeHostScripts } from "./hostScripts";
import {
  type ConnectionDescriptor,
  connectionDescriptorSchema,
  extensionDescriptionSchema,
  type NodeDescriptor,
  nodeDescriptorSchema,
} from "./nodeDescriptor";
import { superviseProcess } from "./superviseProcess";
import { unpackExtension } from "./unpackExtension";

export interface LoadedExtension {
  name: string;
  version: string;
  /** Where the archive was unpacked. */
  directory: string;
  /** The files of the archive. */
  entries: string[];
  modulePath: string;
  nodes: NodeDescriptor[];
  connections: ConnectionDescriptor[];
  label?: string;
  /** Removes the unpacked files. */
  close(): Promise<void>;
}

const LOAD_TIMEOUT_MS = 20_000;

const reportSchema = z.union([
  z.object({ description: extensionDescriptionSchema }),
  z.object({ failure: z.string() }),
]);
type Report = z.output<typeof reportSchema>;

export async function loadExtension(tarball: string): Promise<LoadedExtension> {
  const temporary = await mkdtemp(join(await realpath(tmpdir()), "cognigy-extension-"));
  const close = () => rm(temporary, { recursive: true, force: true });
  try {
    const directory = join(temporary, "extension");
    await mkdir(directory);
    const { name, version, main, entries } = await unpackExtension(tarball, directory);
    await writeHostScripts(directory);
    const modulePath = join(directory, main);
    return { name, version, directory, entries, modulePath, ...(await readDescriptors(directory, modulePath)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readDescriptors(
  directory: string,
  modulePath: string,
): Promise<Pick<LoadedExtension, "nodes" | "connections" | "label">> {
  const { result } = await superviseProcess<Report>({
    script: hostScript(directory, "descriptionProcess"),
    directory,
    timeoutMs: LOAD_TIMEOUT_MS,
    firstMessage: { modulePath },
    onMessage: (message) => reportSchema.parse(message),
    onTimeout: () => ({ failure: `Loading took longer than ${LOAD_TIMEOUT_MS} ms.` }),
    onEnd: (reason) => ({ failure: `The process ended while loading (${reason}).` }),
  });
  if ("failure" in result) {
    throw new Error(`The module of the Extension cannot be used. ${result.failure}`);
  }
  const { description } = result;
  const nodes = description.nodes.map((node, index) => parsePart(nodeDescriptorSchema, node, "node", index));
  const connections = description.connections.map((connection, index) =>
    parsePart(connectionDescriptorSchema, connection, "connection", index),
  );
  const faults = findDescriptorFaults(nodes, connections);
  if (faults.length > 0) {
    throw new Error(faults.join("\n"));
  }
  const label = description.options?.label;
  return { nodes, connections, ...(label ? { label } : {}) };
}

function parsePart<Schema extends z.ZodType>(
  schema: Schema,
  part: unknown,
  kind: string,
  index: number,
): z.output<Schema> {
  const parsed = schema.safeParse(part);
  if (parsed.success) {
    return parsed.data;
  }
  const named = z.object({ type: z.string() }).safeParse(part);
  const name = named.success ? `"${named.data.type}"` : `number ${index + 1}`;
  const issue = parsed.error.issues[0];
  throw new Error(
    `The descriptor of the ${kind} ${name} is not valid at "${issue?.path.join(".")}": ${issue?.message}.`,
  );
}

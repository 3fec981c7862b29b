/** What `install` has created, in a file beside .env: for resuming, for noticing people's changes, and for `remove`. */
import { chmod, readFile, rename, writeFile } from "node:fs/promises";
import * as z from "zod";
import type { FlowRole } from "./flows/FlowPlan";

const flowSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Of the Flow as it was when it was complete. Goes with the first node of an update. */
  fingerprint: z.string().optional(),
  /** `_id`s of the further locales whose texts are in it. Older versions had none. */
  locales: z.array(z.string()).optional(),
  /** Labels of the nodes that it had then. What is missing of them, people have deleted. Older versions noted none. */
  nodes: z.array(z.string()).optional(),
});
/** An Endpoint names its Flow by either id. */
const flowIdsSchema = z.object({ _id: z.string(), referenceId: z.string() });
const KINDS = ["endpoints", "flows", "connections", "extensions", "aiagents"] as const;
export type CreatedKind = (typeof KINDS)[number];

const projectSchema = z.object({
  flows: z.object({ hub: flowSchema.optional(), bot: flowSchema.optional() }).default({}),
  /** By the role of the new one: Flows that --new-flow has replaced, as long as an Endpoint may still use them. */
  replaced: z.object({ hub: z.array(flowIdsSchema).optional(), bot: z.array(flowIdsSchema).optional() }).default({}),
  /** Salted, as fields hold secrets that Cognigy.AI doesn't give out. */
  connection: z.object({ id: z.string(), salt: z.string(), digest: z.string() }).optional(),
  /** Kept, as the list of AI Agents fails on some systems. */
  agent: z.object({ id: z.string(), referenceId: z.string() }).optional(),
  /** Noted once they have their settings, which are people's from then on. */
  endpoints: z.object({ hub: z.string().optional(), webchat: z.string().optional() }).default({}),
  created: z.array(z.object({ kind: z.enum(KINDS), id: z.string(), name: z.string() })).default([]),
});
const stateSchema = z.object({ version: z.literal(1), projects: z.record(z.string(), projectSchema) });

export type ProjectState = z.output<typeof projectSchema>;
export type StoredFlow = z.output<typeof flowSchema>;

/** `.env*` is ignored by git. */
function stateFileOf(dotEnvFile: string): string {
  return `${dotEnvFile}.setup.json`;
}

export class InstallState {
  private constructor(
    private readonly path: string,
    private readonly projects: Record<string, ProjectState>,
    private readonly projectId: string,
  ) {}

  static async load(dotEnvFile: string, projectId: string): Promise<InstallState> {
    const path = stateFileOf(dotEnvFile);
    const text = await readFile(path, "utf8").catch(() => undefined);
    const parsed = stateSchema.safeParse(text === undefined ? { version: 1, projects: {} } : parse(text));
    if (!parsed.success) {
      throw new Error(`${path} can't be read. Delete it: objects are then found by their names.`);
    }
    return new InstallState(path, parsed.data.projects, projectId);
  }

  get project(): ProjectState {
    const project = this.projects[this.projectId] ?? { flows: {}, replaced: {}, endpoints: {}, created: [] };
    this.projects[this.projectId] = project;
    return project;
  }

  async noteCreated(kind: CreatedKind, id: string, name: string): Promise<void> {
    if (!this.project.created.some((one) => one.kind === kind && one.id === id)) {
      this.project.created.push({ kind, id, name });
    }
    await this.save();
  }

  async noteRemoved(kind: CreatedKind, id: string): Promise<void> {
    const { project } = this;
    project.created = project.created.filter((one) => one.kind !== kind || one.id !== id);
    for (const role of ["hub", "bot"] as const) {
      if (project.flows[role]?.id === id) {
        delete project.flows[role];
      }
    }
    for (const role of ["hub", "webchat"] as const) {
      if (project.endpoints[role] === id) {
        delete project.endpoints[role];
      }
    }
    if (project.agent?.id === id) {
      delete project.agent;
    }
    if (project.connection?.id === id) {
      delete project.connection;
    }
    await this.save();
  }

  flow(role: FlowRole): StoredFlow | undefined {
    return this.project.flows[role];
  }

  async setFlow(role: FlowRole, flow: StoredFlow): Promise<void> {
    this.project.flows[role] = flow;
    await this.save();
  }

  /** Until `forgetReplaced`, the Endpoint of this role gets the new Flow where it uses an old one. */
  async noteReplaced(role: FlowRole, { _id, referenceId }: z.output<typeof flowIdsSchema>): Promise<void> {
    const { replaced } = this.project;
    replaced[role] = [...(replaced[role] ?? []), { _id, referenceId }];
    await this.save();
  }

  async forgetReplaced(role: FlowRole): Promise<void> {
    delete this.project.replaced[role];
    await this.save();
  }

  async save(): Promise<void> {
    const draft = `${this.path}.new`;
    await writeFile(draft, `${JSON.stringify({ version: 1, projects: this.projects }, null, 2)}\n`, { mode: 0o600 });
    await chmod(draft, 0o600);
    await rename(draft, this.path);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

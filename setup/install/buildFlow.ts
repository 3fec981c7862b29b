/** Builds the nodes of a Flow that are not there yet, each after the one before it, and reads back what came of it. */
import { setTimeout as sleep } from "node:timers/promises";
import { NeedsPerson } from "../checklists/Checklist";
import { nodeChecklist } from "../checklists/nodeChecklist";
import { isLost, ManagementError } from "../cognigy/ManagementError";
import type { ChartNode, RemoteFlow } from "../cognigy/shapes";
import { ChartView } from "./ChartView";
import { compareFlow } from "./compareFlow";
import { createOnce } from "./createOnce";
import { EXTENSION_NAME } from "./extensionName";
import { readEntry } from "./flowEntry";
import type { FlowPlan, PlannedNode } from "./flows/FlowPlan";
import { sayConfig } from "./flows/FlowPlan";
import { languageOf } from "./languageOf";
import { marked } from "./marker";
import { NodeConnection } from "./NodeConnection";
import { readAgentReferences } from "./planAgent";
import { readChart } from "./readChart";
import type { Site } from "./Site";
import { translateNode } from "./translateNode";
import { watchWrites } from "./watchWrites";

const BASIC_NODES = "@cognigy/basic-nodes";
/** The nodes of a new Extension may be unknown at first. */
const TRIES = 6;

export interface FlowTask {
  plan: FlowPlan;
  flow: RemoteFlow;
  /** We created it, and it was never complete. Else nothing that was there before goes or changes. */
  isUnfinished: boolean;
  /** Labels of the nodes that it had when it was last complete. */
  before: readonly string[];
  /** A change was made. */
  wrote: () => Promise<void>;
}

export async function buildFlow(site: Site, task: FlowTask): Promise<void> {
  const builder = new FlowBuilder({ ...site, api: watchWrites(site.api, task.wrote) }, task);
  await builder.build();
}

class FlowBuilder {
  private chart = new ChartView({ nodes: [], relations: [] });
  private readonly connection: NodeConnection;
  /** Ids of the nodes of this run. */
  private readonly created = new Set<string>();

  constructor(
    private readonly site: Site,
    private readonly task: FlowTask,
  ) {
    this.connection = new NodeConnection(site, task.flow);
  }

  private get flow(): RemoteFlow {
    return this.task.flow;
  }

  async build(): Promise<void> {
    await this.refresh();
    const { start } = this.chart;
    if (start === undefined) {
      throw new ManagementError(
        "flow_empty",
        `The Flow "${this.flow.name}" has no start yet.`,
        "Run the command again in a minute. It continues where it stopped.",
      );
    }
    await this.buildChain(start._id, "Start", this.task.plan.nodes);
    await this.verify();
    this.connection.askPerson();
  }

  private async refresh(showsAwaited?: (chart: ChartView) => boolean): Promise<void> {
    this.chart = await readChart(this.site, this.flow._id, showsAwaited);
  }

  private async buildChain(anchor: string, anchorLabel: string, nodes: readonly PlannedNode[]): Promise<void> {
    let previous = anchor;
    let previousLabel = anchorLabel;
    for (const planned of nodes) {
      const node = await this.ensureNode(previous, previousLabel, planned);
      await this.buildBranches(node, planned);
      previous = node._id;
      previousLabel = planned.label;
    }
  }

  private async ensureNode(previous: string, previousLabel: string, planned: PlannedNode): Promise<ChartNode> {
    const existing = this.chart.find(planned.type, planned.label) ?? (await this.adoptPlaced(previous, planned));
    if (existing !== undefined) {
      // What an earlier run left unfinished is finished now. In a Flow that was complete, an older node may lack exits.
      if (this.task.isUnfinished) {
        await this.checkExits(existing, previousLabel, planned);
      }
      await this.connection.complete(existing._id, planned);
      if (!this.task.before.includes(planned.label)) {
        await translateNode(this.site, { flow: this.flow, node: existing, isNew: false }, planned);
      }
      return existing;
    }
    const created = await this.createOrFind(previous, planned);
    this.created.add(created._id);
    await this.checkExits(created, previousLabel, planned);
    await translateNode(this.site, { flow: this.flow, node: created, isNew: true }, planned);
    return created;
  }

  /** The chart has just been read, so only a lost answer needs another look. */
  private async createOrFind(previous: string, planned: PlannedNode): Promise<ChartNode> {
    try {
      return await this.create(previous, planned);
    } catch (error) {
      if (isLost(error)) {
        await this.refresh();
      }
      const found = this.chart.find(planned.type, planned.label);
      if (found === undefined) {
        throw error;
      }
      await this.task.wrote();
      return found;
    }
  }

  private async verify(): Promise<void> {
    await this.refresh();
    const { gaps, incomplete } = compareFlow(this.task.plan.nodes, this.chart);
    const lacking = incomplete.filter(({ node }) => this.task.isUnfinished || this.created.has(node._id));
    const misplaced = [...gaps.map(({ node }) => node.label), ...lacking.flatMap(({ exits }) => exits)];
    if (misplaced.length > 0) {
      throw new ManagementError(
        "flow_not_applied",
        `The Flow "${this.flow.name}" reads back without ${misplaced.map((label) => `"${label}"`).join(", ")} in its place.`,
        "Run `remove`, then `install` again. If it stays, report this line.",
      );
    }
  }

  /** One that a person placed by a checklist, in that place, has its own label. It gets ours. */
  private async adoptPlaced(previous: string, planned: PlannedNode): Promise<ChartNode | undefined> {
    const placed = planned.from === "extension" ? this.chart.chainAfter(previous) : [];
    const only = placed.find(({ type, label }) => type === planned.type && !label?.startsWith(marked("")));
    if (only === undefined) {
      return undefined;
    }
    await this.site.api.updateNode(this.flow._id, only._id, { label: planned.label });
    await this.connection.give(only._id, planned);
    await this.refresh();
    return this.chart.find(planned.type, planned.label);
  }

  private async create(target: string, planned: PlannedNode): Promise<ChartNode> {
    const { api } = this.site;
    const body = {
      type: planned.type,
      extension: planned.from === "extension" ? EXTENSION_NAME : BASIC_NODES,
      label: planned.label,
      mode: "append" as const,
      target,
      config: await this.toConfig(planned),
    };
    return planned.from === "platform"
      ? api.createNode(this.flow._id, body)
      : this.connection.create(planned, (config) =>
          this.whenInstalled(() => api.createNode(this.flow._id, { ...body, config })),
        );
  }

  /** After an upload it takes some seconds until Flows can use the nodes. */
  private async whenInstalled<T>(create: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await create();
      } catch (error) {
        const isMissing = error instanceof ManagementError && error.status === 404;
        if (!isMissing || attempt >= TRIES) {
          throw error;
        }
        await sleep(Math.min(2_000, this.site.pace.pollMs));
      }
    }
  }

  private async toConfig({ config, words, enters, refersTo }: PlannedNode): Promise<Readonly<Record<string, unknown>>> {
    if (words !== undefined) {
      return sayConfig(words[languageOf(this.site.locales[0])]);
    }
    if (refersTo === "agent") {
      return { ...config, ...(await readAgentReferences(this.site)) };
    }
    if (enters === undefined) {
      return config;
    }
    return { ...config, flowNode: await readEntry(this.site, enters) };
  }

  /** The platform makes the exits with the node; the chart may show them later. Where it doesn't, a person places the node in the editor. */
  private async checkExits(node: ChartNode, previousLabel: string, planned: PlannedNode): Promise<void> {
    const expected = Object.keys(planned.branches ?? {});
    const lackingIn = (chart: ChartView) => {
      const found = chart.childrenOf(node._id).map(({ type }) => type);
      return expected.filter((exit) => !found.includes(exit));
    };
    if (lackingIn(this.chart).length > 0) {
      await this.refresh((chart) => lackingIn(chart).length === 0);
    }
    const lacking = lackingIn(this.chart);
    if (lacking.length === 0) {
      return;
    }
    if (planned.from === "platform") {
      throw new ManagementError(
        "node_incomplete",
        `Cognigy.AI created the node "${planned.label}" without ${lacking.join(", ")}.`,
        "Run the command again. If it stays, report this line.",
      );
    }
    if (this.created.has(node._id)) {
      await this.site.api.deleteNode(this.flow._id, node._id);
      throw new NeedsPerson(nodeChecklist(this.flow.name, planned.type, previousLabel));
    }
    throw new NeedsPerson(nodeChecklist(this.flow.name, planned.type, previousLabel, planned.label));
  }

  private async buildBranches(node: ChartNode, planned: PlannedNode): Promise<void> {
    const { _id } = node;
    for (const [exit, nodes] of Object.entries(planned.branches ?? {})) {
      const child = this.chart.childrenOf(_id).find(({ type }) => type === exit);
      if (child !== undefined) {
        await this.buildChain(child._id, exit, nodes);
      }
    }
    for (const tool of planned.tools ?? []) {
      const child = await this.ensureTool(_id, tool);
      await this.buildChain(child._id, tool.label, tool.content ?? []);
    }
  }

  /** An AI Agent comes with a placeholder tool, which goes. In a Flow that was complete, a tool is people's. */
  private async ensureTool(jobId: string, tool: PlannedNode): Promise<ChartNode> {
    const { api } = this.site;
    const isNew = this.task.isUnfinished || this.created.has(jobId);
    for (const { _id, type, label } of isNew ? this.chart.childrenOf(jobId) : []) {
      if (type === tool.type && !label?.startsWith(marked(""))) {
        await api.deleteNode(this.flow._id, _id);
      }
    }
    const { item } = await createOnce<ChartNode>(
      async () => {
        await this.refresh();
        return this.chart.find(tool.type, tool.label);
      },
      () => {
        const { type, label, config } = tool;
        const place = { mode: "appendChild", target: jobId } as const;
        return api.createNode(this.flow._id, { type, extension: BASIC_NODES, label, config, ...place });
      },
    );
    await this.refresh();
    return item;
  }
}

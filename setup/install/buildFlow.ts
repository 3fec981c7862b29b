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
import { findFlow } from "./findFlow";
import type { FlowPlan, PlannedNode } from "./flows/FlowPlan";
import { sayConfig } from "./flows/FlowPlan";
import { languageOf } from "./languageOf";
import { marked, NAMES } from "./marker";
import { NodeConnection } from "./NodeConnection";
import { readAgentReferences } from "./planAgent";
import type { Site } from "./Site";
import { translateNode } from "./translateNode";

const BASIC_NODES = "@cognigy/basic-nodes";
/** A new Flow's chart may be empty at first, and the nodes of a new Extension unknown. */
const TRIES = 6;

export async function buildFlow(site: Site, plan: FlowPlan, flow: RemoteFlow): Promise<void> {
  const builder = new FlowBuilder(site, plan, flow);
  await builder.build();
}

class FlowBuilder {
  private chart = new ChartView({ nodes: [], relations: [] });
  private readonly connection: NodeConnection;

  constructor(
    private readonly site: Site,
    private readonly plan: FlowPlan,
    private readonly flow: RemoteFlow,
  ) {
    this.connection = new NodeConnection(site, flow);
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
    await this.buildChain(start._id, "Start", this.plan.nodes);
    await this.verify();
    this.connection.askPerson();
  }

  /** Reads the chart again until it has a start. */
  private async refresh(): Promise<void> {
    const { api, pace } = this.site;
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      this.chart = new ChartView(await api.readChart(this.flow._id));
      if (!this.chart.isEmpty) {
        return;
      }
      await sleep(Math.min(pace.pollMs, 250 * 2 ** attempt));
    }
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
    await this.removeOutdated(planned);
    const existing = this.chart.find(planned.type, planned.label) ?? (await this.adoptPlaced(planned));
    if (existing !== undefined) {
      // What an earlier run left unfinished is finished now.
      await this.checkExits(existing, previousLabel, planned);
      await this.connection.complete(existing._id, planned);
      return existing;
    }
    const created = await this.createOrFind(previous, planned);
    if (planned.branches !== undefined) {
      await this.refresh();
    }
    await this.checkExits(created, previousLabel, planned);
    await translateNode(this.site, this.flow, created, planned);
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
      return found;
    }
  }

  private async verify(): Promise<void> {
    await this.refresh();
    const { gaps, incomplete } = compareFlow(this.plan.nodes, this.chart);
    const misplaced = [...gaps.map(({ node }) => node.label), ...incomplete.flatMap(({ exits }) => exits)];
    if (misplaced.length > 0) {
      throw new ManagementError(
        "flow_not_applied",
        `The Flow "${this.flow.name}" reads back without ${misplaced.map((label) => `"${label}"`).join(", ")} in its place.`,
        "Run `remove`, then `install` again. If it stays, report this line.",
      );
    }
  }

  /** One of ours that an older version made has fewer exits. They are made with the node alone, so it's created again. */
  private async removeOutdated({ type, label, from, branches = {} }: PlannedNode): Promise<void> {
    const node = from === "extension" ? this.chart.find(type, label) : undefined;
    const exits = node === undefined ? [] : this.chart.childrenOf(node._id).map((child) => child.type);
    if (node !== undefined && exits.length > 0 && Object.keys(branches).some((exit) => !exits.includes(exit))) {
      await this.site.api.deleteNode(this.flow._id, node._id);
      await this.refresh();
    }
  }

  /** One that a person placed by a checklist has its own label. It gets ours. */
  private async adoptPlaced(planned: PlannedNode): Promise<ChartNode | undefined> {
    const placed = planned.from === "extension" ? this.chart.ofType(planned.type) : [];
    const [only] = placed.filter(({ label }) => !label?.startsWith(marked("")));
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
    const target = await findFlow(this.site, enters);
    const start = target && new ChartView(await this.site.api.readChart(target._id)).start;
    if (target === undefined || start === undefined) {
      throw new ManagementError("flow_missing", `The Flow "${NAMES.botFlow}" is missing.`, "Run `install` again.");
    }
    return { ...config, flowNode: { flow: target.referenceId, node: start.referenceId } };
  }

  /** The platform makes the exits with the node. Where it doesn't, a person places the node in the editor. */
  private async checkExits(node: ChartNode, previousLabel: string, planned: PlannedNode): Promise<void> {
    const expected = Object.keys(planned.branches ?? {});
    const found = this.chart.childrenOf(node._id).map(({ type }) => type);
    if (expected.every((exit) => found.includes(exit))) {
      return;
    }
    if (planned.from === "platform") {
      throw new ManagementError(
        "node_incomplete",
        `Cognigy.AI created the node "${planned.label}" without ${expected.filter((exit) => !found.includes(exit)).join(", ")}.`,
        "Run the command again. If it stays, report this line.",
      );
    }
    await this.site.api.deleteNode(this.flow._id, node._id);
    throw new NeedsPerson(nodeChecklist(this.flow.name, planned.type, previousLabel));
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

  /** An AI Agent comes with a placeholder tool, which goes. */
  private async ensureTool(jobId: string, tool: PlannedNode): Promise<ChartNode> {
    const { api } = this.site;
    for (const { _id, type, label } of this.chart.childrenOf(jobId)) {
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

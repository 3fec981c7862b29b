/** The Flows of all Projects with their charts: what a node must look like to be taken, and what comes with it. */
import * as z from "zod";
import type { Platform } from "../Platform";
import { Chart, type ChartNode, type NodeSeed } from "./Chart";
import type { ConnectionStore } from "./ConnectionStore";
import { childTypesOf, creatableParentOf, isBuiltInChild } from "./childTypes";
import { createId, createReferenceId } from "./createId";
import type { ManagementReadings } from "./ManagementReadings";
import { ManagementRefusal } from "./ManagementRefusal";
import { BASIC_NODES, BUILT_IN_CONFIG, defaultConfigOf } from "./nodeCatalogue";
import { parseBody } from "./parseBody";

export interface StoredFlow {
  _id: string;
  referenceId: string;
  projectId: string;
  name: string;
  localeReference: string;
  chart: Chart;
  /** How often the chart still comes empty. */
  emptyReads: number;
}

const config = z.record(z.string(), z.unknown());
const createSchema = z.strictObject({
  type: z.string(),
  extension: z.string(),
  label: z.string().default(""),
  mode: z.string(),
  target: z.string(),
  config: config.default({}),
  comment: z.string().optional(),
  isDisabled: z.boolean().optional(),
});
const patchSchema = z.strictObject({
  label: z.string().optional(),
  config: config.optional(),
  comment: z.string().optional(),
  isDisabled: z.boolean().optional(),
  localeId: z.string().optional(),
});

export class FlowStore {
  readonly flows: StoredFlow[] = [];
  /** Requests for nodes of an Extension that are still answered as if it were not there. */
  pendingRefusals = 0;

  constructor(
    private readonly platform: Platform,
    private readonly connections: ConnectionStore,
    private readonly readings: ManagementReadings,
    /** A chart is different from what it was. */
    private readonly changed: () => void,
  ) {}

  /** What it gives brings the Flows back to how they are now. */
  keep(): () => void {
    const kept = this.flows.map((flow) => ({ flow, members: { ...flow }, restoreChart: flow.chart.keep() }));
    return () => {
      this.flows.length = 0;
      for (const { flow, members, restoreChart } of kept) {
        restoreChart();
        this.flows.push(Object.assign(flow, members));
      }
    };
  }

  create(projectId: string, name: string, localeReference: string): StoredFlow {
    const flow: StoredFlow = {
      _id: createId(),
      referenceId: createReferenceId(),
      projectId,
      name,
      localeReference,
      chart: new Chart(),
      emptyReads: this.readings.emptyChartReads,
    };
    this.flows.push(flow);
    return flow;
  }

  remove(flow: StoredFlow): void {
    this.flows.splice(this.flows.indexOf(flow), 1);
    this.changed();
  }

  createNode(flow: StoredFlow, body: unknown): ChartNode {
    const { type, extension, label, mode, target, config, comment, isDisabled } = parseBody(createSchema, body);
    const isOwn = extension !== BASIC_NODES;
    if (isOwn) {
      this.refuseUnlessInstalled(extension, type);
    }
    this.refuseUncreatable(type);
    this.checkConfig(type, extension, config);
    const seed = { type, extension, label, config: { ...this.defaultsOf(type, extension), ...config } };
    const node = flow.chart.insert(mode, target, seed, this.childrenOf(type, extension));
    node.childlessReads = this.readings.childlessChartReads;
    Object.assign(node, { ...(comment !== undefined && { comment }), ...(isDisabled !== undefined && { isDisabled }) });
    this.changed();
    return node;
  }

  patchNode(flow: StoredFlow, node: ChartNode, body: unknown): void {
    const { localeId, config, ...rest } = parseBody(patchSchema, body);
    if (config !== undefined) {
      this.checkConfig(node.type, node.extension, config);
      const isForeign = localeId !== undefined && localeId !== flow.localeReference;
      if (isForeign && !node.localized.has(localeId)) {
        throw new ManagementRefusal(404, "The localization was not found.");
      }
      if (isForeign) {
        node.localized.set(localeId, config);
      } else {
        const defaults = this.defaultsOf(node.type, node.extension);
        node.config =
          this.readings.configPatch === "merges" ? { ...node.config, ...config } : { ...defaults, ...config };
      }
    }
    Object.assign(node, rest);
    this.changed();
  }

  addLocalization(node: ChartNode, body: unknown): void {
    const { localeId } = parseBody(z.strictObject({ localeId: z.string() }), body);
    node.localized.set(localeId, structuredClone(node.config));
  }

  removeNode(flow: StoredFlow, nodeId: string): void {
    const { type } = flow.chart.node(nodeId);
    if (type === "start" || type === "end") {
      throw new ManagementRefusal(400, "The operation conflicts with constraints.");
    }
    flow.chart.remove(nodeId);
    this.changed();
  }

  /** As the editor does it, whatever the API's habits: a node always has its exits. */
  placeNode(flow: StoredFlow, seed: NodeSeed, target: string): ChartNode {
    const complete = { ...seed, config: { ...this.defaultsOf(seed.type, seed.extension), ...seed.config } };
    const node = flow.chart.insert("append", target, complete, this.allChildrenOf(seed.type, seed.extension));
    this.changed();
    return node;
  }

  private refuseUnlessInstalled(extension: string, type: string): void {
    const { extension: loaded } = this.platform;
    const isKnown = loaded?.name === extension && loaded.nodes.some((node) => node.type === type);
    if (!isKnown || this.pendingRefusals > 0) {
      this.pendingRefusals = Math.max(0, this.pendingRefusals - 1);
      throw new ManagementRefusal(404, "Resource not found");
    }
  }

  private refuseUncreatable(type: string): void {
    const isExit = this.platform.extension?.nodes.some((node) => node.type === type && node.parentType) ?? false;
    if (isExit || (isBuiltInChild(type) && creatableParentOf(type) === undefined)) {
      throw new ManagementRefusal(400, "The operation conflicts with constraints.");
    }
  }

  private checkConfig(type: string, extension: string, given: Readonly<Record<string, unknown>>): void {
    const keys =
      extension === BASIC_NODES
        ? BUILT_IN_CONFIG[type]
        : this.platform.extension?.nodes.find((node) => node.type === type)?.fields.map(({ key }) => key);
    if (keys === undefined) {
      throw new ManagementRefusal(400, `Invalid node type "${type}"`);
    }
    if (Object.keys(given).some((key) => !keys.includes(key))) {
      throw new ManagementRefusal(400, "Node config validation failed");
    }
    if (extension !== BASIC_NODES && given.connection !== undefined && given.connection !== "") {
      this.checkConnection(given.connection);
    }
  }

  private checkConnection(value: unknown): void {
    const { nodeConnection } = this.readings;
    const isRight =
      nodeConnection !== "console" && this.connections.items.some((connection) => connection[nodeConnection] === value);
    if (!isRight) {
      throw new ManagementRefusal(400, "Node config validation failed");
    }
  }

  private defaultsOf(type: string, extension: string): Record<string, unknown> {
    if (extension === BASIC_NODES) {
      return defaultConfigOf(type);
    }
    const fields = this.platform.extension?.nodes.find((node) => node.type === type)?.fields ?? [];
    return Object.fromEntries(
      fields.flatMap(({ key, defaultValue }) => (defaultValue === undefined ? [] : [[key, defaultValue]])),
    );
  }

  private childrenOf(type: string, extension: string): NodeSeed[] {
    const isOwn = extension !== BASIC_NODES;
    return isOwn && this.readings.extensionExits === "missing" ? [] : this.allChildrenOf(type, extension);
  }

  private allChildrenOf(type: string, extension: string): NodeSeed[] {
    const types =
      extension === BASIC_NODES
        ? childTypesOf(type)
        : (this.platform.extension?.nodes.find((node) => node.type === type)?.dependencies.children ?? []);
    return types.map((child) => ({
      type: child,
      extension,
      label: child,
      config: this.defaultsOf(child, extension),
    }));
  }
}

/** The chart of a Flow as it was read: who follows whom. */
import type { ChartNode, RemoteChart } from "../cognigy/shapes";

export class ChartView {
  private readonly nodes: ReadonlyMap<string, ChartNode>;
  private readonly relations: ReadonlyMap<string, RemoteChart["relations"][number]>;

  constructor(chart: RemoteChart) {
    this.nodes = new Map(chart.nodes.map((node) => [node._id, node]));
    this.relations = new Map(chart.relations.map((relation) => [relation.node, relation]));
  }

  get start(): ChartNode | undefined {
    return [...this.nodes.values()].find(({ isEntryPoint, type }) => isEntryPoint === true || type === "start");
  }

  get isEmpty(): boolean {
    return this.start === undefined;
  }

  /** As it was created: with its start and its end alone. */
  get isUnused(): boolean {
    return !this.isEmpty && this.placed().length === 0;
  }

  /** Without start and end, and without the exits that come with a node. */
  placed(): ChartNode[] {
    const children = new Set([...this.relations.values()].flatMap((relation) => relation.children ?? []));
    return [...this.nodes.values()].filter(({ _id, type }) => type !== "start" && type !== "end" && !children.has(_id));
  }

  find(type: string, label: string): ChartNode | undefined {
    return [...this.nodes.values()].find((node) => node.type === type && node.label === label);
  }

  ofType(type: string): ChartNode[] {
    return [...this.nodes.values()].filter((node) => node.type === type);
  }

  childrenOf(id: string): ChartNode[] {
    return (this.relations.get(id)?.children ?? []).flatMap((child) => this.nodes.get(child) ?? []);
  }

  nextOf(id: string): ChartNode | undefined {
    return this.nodes.get(this.relations.get(id)?.next ?? "");
  }

  /** What follows a node, one after the other. */
  chainAfter(id: string): ChartNode[] {
    const chain: ChartNode[] = [];
    for (let node = this.nextOf(id); node !== undefined && !chain.includes(node); node = this.nextOf(node._id)) {
      chain.push(node);
    }
    return chain;
  }

  /** From the start: each node, then what is in its branches, then what follows it. */
  inOrder(): ChartNode[] {
    const found = new Set<ChartNode>();
    const walk = (first: ChartNode | undefined) => {
      for (let node = first; node !== undefined && !found.has(node); node = this.nextOf(node._id)) {
        found.add(node);
        for (const child of this.childrenOf(node._id)) {
          walk(child);
        }
      }
    };
    walk(this.start);
    return [...found];
  }
}

/** The chart of one Flow: nodes, and how they follow one another. */
import { keepRecords } from "../../keepRecords";
import { creatableParentOf } from "./childTypes";
import { createId, createReferenceId } from "./createId";
import { ManagementRefusal } from "./ManagementRefusal";

export interface ChartNode {
  _id: string;
  referenceId: string;
  type: string;
  extension: string;
  label: string;
  config: Record<string, unknown>;
  comment: string;
  isEntryPoint: boolean;
  isDisabled: boolean;
  /** Texts in other languages than the Project's first, by the `_id` of the locale. */
  localized: Map<string, Record<string, unknown>>;
  /** How often the chart still comes without its children. */
  childlessReads: number;
}

export interface ChartRelation {
  _id: string;
  node: string;
  children: string[];
  next: string | null;
}

export interface NodeSeed {
  type: string;
  extension: string;
  label: string;
  config: Record<string, unknown>;
}

export class Chart {
  readonly nodes = new Map<string, ChartNode>();
  readonly relations = new Map<string, ChartRelation>();
  readonly start: ChartNode;

  constructor() {
    const seed = { extension: "@cognigy/basic-nodes", config: {} };
    this.start = this.add({ ...seed, type: "start", label: "Start" });
    this.start.isEntryPoint = true;
    this.relation(this.start._id).next = this.add({ ...seed, type: "end", label: "End" })._id;
  }

  /** What it gives brings the chart back to how it is now. */
  keep(): () => void {
    const restores = [keepRecords(this.nodes), keepRecords(this.relations)];
    return () => {
      for (const restore of restores) {
        restore();
      }
    };
  }

  node(id: string): ChartNode {
    const node = this.nodes.get(id);
    if (node === undefined) {
      throw new ManagementRefusal(404, "Failed to find chart node");
    }
    return node;
  }

  relation(id: string): ChartRelation {
    const relation = this.relations.get(id);
    if (relation === undefined) {
      throw new ManagementRefusal(404, "Failed to find chart node");
    }
    return relation;
  }

  childrenOf(id: string): ChartNode[] {
    return this.relation(id).children.map((child) => this.node(child));
  }

  /** As a read shows it: without children that aren't in it yet. */
  read(): { nodes: ChartNode[]; relations: ChartRelation[] } {
    const late = [...this.nodes.values()].filter(({ childlessReads }) => childlessReads > 0);
    const hidden = new Set(late.flatMap(({ _id }) => this.relation(_id).children));
    for (const node of late) {
      node.childlessReads -= 1;
    }
    return {
      nodes: [...this.nodes.values()].filter(({ _id }) => !hidden.has(_id)),
      relations: [...this.relations.values()]
        .filter(({ node }) => !hidden.has(node))
        .map((relation) => ({ ...relation, children: relation.children.filter((child) => !hidden.has(child)) })),
    };
  }

  /** Its own children come with it. */
  insert(mode: string, target: string, seed: NodeSeed, children: readonly NodeSeed[]): ChartNode {
    const anchor = this.relation(target);
    const parentType = creatableParentOf(seed.type);
    if (parentType !== undefined && (mode !== "appendChild" || this.node(target).type !== parentType)) {
      throw new ManagementRefusal(400, "The operation conflicts with constraints.");
    }
    const node = this.add(seed);
    const relation = this.relation(node._id);
    switch (mode) {
      case "append":
        relation.next = anchor.next;
        anchor.next = node._id;
        break;
      case "prepend": {
        const before = [...this.relations.values()].find(({ next }) => next === target);
        relation.next = target;
        if (before !== undefined) {
          before.next = node._id;
        }
        break;
      }
      case "appendChild":
        anchor.children.push(node._id);
        break;
      case "prependChild":
        anchor.children.unshift(node._id);
        break;
      default:
        // Seen on two systems.
        this.forget(node._id);
        throw new ManagementRefusal(500, "Internal server error");
    }
    for (const child of children) {
      relation.children.push(this.add(child)._id);
    }
    return node;
  }

  /** The chain closes over it; what is below it goes too. */
  remove(id: string): void {
    this.node(id);
    const { next } = this.relation(id);
    for (const relation of this.relations.values()) {
      if (relation.next === id) {
        relation.next = next;
      }
      relation.children = relation.children.filter((child) => child !== id);
    }
    this.removeBranches(id);
    this.forget(id);
  }

  private removeBranches(id: string): void {
    for (const child of this.relation(id).children) {
      for (let current: string | null = child; current !== null; ) {
        const { next }: ChartRelation = this.relation(current);
        this.removeBranches(current);
        this.forget(current);
        current = next;
      }
    }
  }

  private forget(id: string): void {
    this.nodes.delete(id);
    this.relations.delete(id);
  }

  private add(seed: NodeSeed): ChartNode {
    const node: ChartNode = {
      _id: createId(),
      referenceId: createReferenceId(),
      comment: "",
      isEntryPoint: false,
      isDisabled: false,
      localized: new Map(),
      childlessReads: 0,
      ...seed,
    };
    this.nodes.set(node._id, node);
    this.relations.set(node._id, { _id: createId(), node: node._id, children: [], next: null });
    return node;
  }
}

/**
 * The Connection in the config of our nodes. Which of its ids a node takes is not documented: the UUID is tried, then
 * the `_id`, each is read back, and then a person chooses it in the editor.
 */

import { NeedsPerson } from "../checklists/Checklist";
import { connectionChecklist } from "../checklists/connectionChecklist";
import { isRefusedForm, ManagementError } from "../cognigy/ManagementError";
import type { ChartNode, RemoteFlow } from "../cognigy/shapes";
import type { PlannedNode } from "./flows/FlowPlan";
import { NAMES } from "./marker";
import { findConnection } from "./planConnection";
import type { Site } from "./Site";

export class NodeConnection {
  private candidates: string[] | undefined;
  /** Labels of nodes whose Connection a person must choose. */
  private readonly open: string[] = [];

  constructor(
    private readonly site: Site,
    private readonly flow: RemoteFlow,
  ) {}

  /** Creates the node with the first form that is taken and read back. */
  async create(
    { label, config }: PlannedNode,
    createNode: (config: Readonly<Record<string, unknown>>) => Promise<ChartNode>,
  ): Promise<ChartNode> {
    for (const connection of await this.forms()) {
      try {
        const node = await createNode({ ...config, connection });
        if (!(await this.isSet(node._id, connection))) {
          this.open.push(label);
        }
        return node;
      } catch (error) {
        if (!(error instanceof ManagementError && error.status === 400)) {
          throw error;
        }
        this.reject(connection);
      }
    }
    const node = await createNode(config);
    this.open.push(label);
    return node;
  }

  /** For a node of an earlier run. */
  async complete(nodeId: string, planned: PlannedNode): Promise<void> {
    if (planned.from === "platform") {
      return;
    }
    const { config } = await this.site.api.readNode(this.flow._id, nodeId);
    if (typeof config?.connection !== "string" || config.connection === "") {
      await this.give(nodeId, planned);
    }
  }

  /** For a node that a person has placed. */
  async give(nodeId: string, { label, config }: PlannedNode): Promise<void> {
    const { config: present } = await this.site.api.readNode(this.flow._id, nodeId);
    if (typeof present?.connection === "string" && present.connection !== "") {
      await this.site.api.updateNode(this.flow._id, nodeId, { config: { ...present, ...config } });
      return;
    }
    for (const connection of await this.forms()) {
      try {
        await this.site.api.updateNode(this.flow._id, nodeId, { config: { ...present, ...config, connection } });
        if (await this.isSet(nodeId, connection)) {
          return;
        }
      } catch (error) {
        if (!isRefusedForm(error)) {
          throw error;
        }
        this.reject(connection);
      }
    }
    this.open.push(label);
  }

  /** At the end, when all else is done. */
  askPerson(): void {
    if (this.open.length > 0) {
      throw new NeedsPerson(connectionChecklist(this.flow.name, this.open, NAMES.connection));
    }
  }

  private async forms(): Promise<readonly string[]> {
    if (this.candidates === undefined) {
      const connection = await findConnection(this.site);
      this.candidates = connection === undefined ? [] : [connection.referenceId, connection._id];
    }
    return this.candidates;
  }

  private reject(form: string): void {
    this.candidates = this.candidates?.filter((one) => one !== form);
  }

  private async isSet(nodeId: string, connection: string): Promise<boolean> {
    const { config } = await this.site.api.readNode(this.flow._id, nodeId);
    return config?.connection === connection;
  }
}

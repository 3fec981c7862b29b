/** What people do in Cognigy's user interface when the API does not do it: the other side of a checklist. */
import type { EndpointService } from "../endpoint/EndpointService";
import type { ConnectionStore } from "./ConnectionStore";
import type { EndpointStore } from "./EndpointStore";
import type { FlowStore, StoredFlow } from "./FlowStore";

export interface UserInterface {
  /** Drags a node of the Extension below another one, here named by its label; "Start" is the entry. */
  placeNode(flowName: string, node: { type: string; label: string; after: string }): void;
  chooseConnection(flowName: string, label: string, connectionName: string): void;
  createEndpoint(given: { name: string; channel: string; flowName: string }): EndpointService;
  /** Changes the text of a Say. */
  changeText(flowName: string, label: string, text: string): void;
}

export interface UserInterfaceParts {
  projectId: string;
  extensionName: () => string;
  flows: FlowStore;
  connections: ConnectionStore;
  endpoints: EndpointStore;
  changed: () => void;
}

export function createUserInterface(parts: UserInterfaceParts): UserInterface {
  const { projectId, extensionName, flows, connections, endpoints, changed } = parts;
  const flow = (name: string): StoredFlow => {
    const found = flows.flows.find((one) => one.name === name);
    if (found === undefined) {
      throw new Error(`There is no Flow "${name}".`);
    }
    return found;
  };
  const node = (flowName: string, label: string) => {
    const found = [...flow(flowName).chart.nodes.values()].find((one) => one.label === label);
    if (found === undefined) {
      throw new Error(`The Flow "${flowName}" has no node "${label}".`);
    }
    return found;
  };
  return {
    placeNode(flowName, { type, label, after }) {
      const seed = { type, label, extension: extensionName(), config: {} };
      flows.placeNode(flow(flowName), seed, node(flowName, after)._id);
    },
    chooseConnection(flowName, label, connectionName) {
      const connection = connections.items.find(({ name }) => name === connectionName);
      node(flowName, label).config.connection = connection?.referenceId;
      changed();
    },
    createEndpoint: ({ name, channel, flowName }) => endpoints.add({ projectId, name, channel, flow: flow(flowName) }),
    changeText(flowName, label, text) {
      node(flowName, label).config = { say: { type: "text", text: [text] } };
      changed();
    },
  };
}

/** Cognigy's user interface, as far as people use it where the API does not do. */
import type { ConnectionStore } from "./ConnectionStore";
import type { EndpointStore } from "./EndpointStore";
import { settingsOf } from "./endpointResource";
import type { FlowStore, StoredFlow } from "./FlowStore";
import type { LocaleStore } from "./LocaleStore";
import type { UserInterface } from "./UserInterface";

interface UserInterfaceParts {
  projectId: string;
  extensionName: () => string;
  flows: FlowStore;
  connections: ConnectionStore;
  endpoints: EndpointStore;
  locales: LocaleStore;
  changed: () => void;
}

export function createUserInterface(parts: UserInterfaceParts): UserInterface {
  const { projectId, extensionName, flows, connections, endpoints, locales, changed } = parts;
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
  const endpoint = (name: string) => {
    const found = endpoints.inProject(projectId).find((one) => one.name === name);
    if (found === undefined) {
      throw new Error(`There is no Endpoint "${name}".`);
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
    createEndpoint: ({ name, channel, flowName }) =>
      void endpoints.add({ projectId, name, channel, flow: flow(flowName) }),
    changeSettings(endpointName, settings) {
      const one = endpoint(endpointName);
      endpoints.patch(one, { settings: { ...settingsOf(one), ...settings } });
    },
    settingsOf: (endpointName) => settingsOf(endpoint(endpointName)),
    chooseFlow: (endpointName, flowName) => endpoints.chooseFlow(endpoint(endpointName), flow(flowName)),
    changeText(flowName, label, text) {
      node(flowName, label).config = { say: { type: "text", text: [text] } };
      changed();
    },
    textOf(flowName, label, language) {
      const { config, localized } = node(flowName, label);
      const locale = locales.items.find(({ nluLanguage }) => nluLanguage === language);
      return JSON.stringify(localized.get(locale?._id ?? "")?.say ?? config.say);
    },
    changeTransformer(endpointName, edit) {
      const one = endpoint(endpointName);
      one.replaceTransformer({ ...one.definition, transformer: edit(one.definition.transformer ?? "") });
    },
    transformerOf: (endpointName) => endpoint(endpointName).definition.transformer ?? "",
    labelsOf: (flowName) => [...flow(flowName).chart.nodes.values()].map(({ label }) => label),
    names: () => ({
      flows: flows.flows.map(({ name }) => name).sort(),
      connections: connections.items.map(({ name }) => name).sort(),
      endpoints: endpoints
        .inProject(projectId)
        .map(({ name }) => name)
        .sort(),
      duplicateLabels: flows.flows.flatMap(({ chart }) => {
        const labels = [...chart.nodes.values()].map(({ label }) => label).filter((one) => one.includes(": "));
        return labels.filter((one, index) => labels.indexOf(one) !== index);
      }),
    }),
  };
}

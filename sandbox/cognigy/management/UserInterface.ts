/** What people do in Cognigy's user interface when the API does not do it: the other side of a checklist. */

export interface UserInterface {
  /** Drags a node of the Extension below another one, here named by its label; "Start" is the entry. */
  placeNode(flowName: string, node: { type: string; label: string; after: string }): void;
  chooseConnection(flowName: string, label: string, connectionName: string): void;
  createEndpoint(given: { name: string; channel: string; flowName: string }): void;
  /** Changes the settings of an Endpoint. */
  changeSettings(endpointName: string, settings: Readonly<Record<string, unknown>>): void;
  settingsOf(endpointName: string): Readonly<Record<string, unknown>>;
  /** Lets an Endpoint run another Flow. */
  chooseFlow(endpointName: string, flowName: string): void;
  /** Changes the text of a Say. */
  changeText(flowName: string, label: string, text: string): void;
  /** What a Say says, in the Project's first language or in another one. */
  textOf(flowName: string, label: string, language?: string): string;
  /** In the Transformer editor of an Endpoint; its switches stay. */
  changeTransformer(endpointName: string, edit: (code: string) => string): void;
  transformerOf(endpointName: string): string;
  labelsOf(flowName: string): string[];
  /** What the lists show, by name. */
  names(): { flows: string[]; connections: string[]; endpoints: string[]; duplicateLabels: string[] };
}

/** How Cognigy's REST API behaves where nobody has written it down. */

/** Where the reference is silent or its sources disagree: each reading is one value. */
export interface ManagementReadings {
  /** What `config.connection` of a node takes; `console`: it can only be chosen in the user interface. */
  nodeConnection: "referenceId" | "_id" | "console";
  /** Whether the POST of an Extension's node makes its exits, too. */
  extensionExits: "created" | "missing";
  /** What names the Flow of an Endpoint. */
  endpointFlow: "referenceId" | "_id" | "flowReferenceId";
  /** What names its locale. */
  endpointLocale: "referenceId" | "_id";
  /** Which body creates an Endpoint: with all members, with the fewest, or none that is known. */
  endpointBody: "full" | "small" | "refused";
  /** Whether a PATCH keeps the keys of `config` that it does not name. */
  configPatch: "replaces" | "merges";
  knowsResourceLevel: boolean;
  /** How lists come, and what the cursor is called. */
  lists: "plain" | "hal";
  cursor: "nextCursor" | "next";
  /** How often the chart of a new Flow comes empty. */
  emptyChartReads: number;
  /** How often a chart still comes without the children of a new node. */
  childlessChartReads: number;
  /** How often a node of a newly installed Extension is not found yet. */
  missingNodeAnswers: number;
}

export const USUAL_READINGS: Readonly<ManagementReadings> = {
  nodeConnection: "referenceId",
  extensionExits: "created",
  endpointFlow: "referenceId",
  endpointLocale: "referenceId",
  endpointBody: "full",
  configPatch: "replaces",
  knowsResourceLevel: true,
  lists: "plain",
  cursor: "nextCursor",
  emptyChartReads: 1,
  childlessChartReads: 0,
  missingNodeAnswers: 1,
};

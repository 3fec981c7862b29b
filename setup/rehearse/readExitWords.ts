/**
 * What the Flows say below each exit of our nodes. Neither platform shows which exit a node took, but the customer sees
 * the words below it.
 */
import { readRecord } from "../../src/core/inbound/read";
import type { ManagementApi } from "../cognigy/managementApi";
import type { RemoteFlow } from "../cognigy/shapes";
import { PACE } from "../cognigy/waitForTask";
import { ChartView } from "../install/ChartView";
import { openSite } from "../install/openSite";
import type { Settings } from "../settings";

export type ExitWords = ReadonlyMap<string, readonly RegExp[]>;

const MAX_FLOWS = 50;
const EXIT = /^on[A-Z]\w+$/;

/** Nothing without access to Cognigy's API. */
export async function readExitWords(settings: Settings): Promise<ExitWords | undefined> {
  const projectId = settings.get("cognigyProjectId");
  if (projectId === undefined || !settings.get("cognigyApiKey") || !settings.get("cognigyApiUrl")) {
    return undefined;
  }
  const api = openSite.api(settings, PACE);
  const words = new Map<string, RegExp[]>();
  for (const flow of (await api.listFlows(projectId)).slice(0, MAX_FLOWS)) {
    await addFlow(api, flow, words);
  }
  return words;
}

async function addFlow(api: ManagementApi, flow: RemoteFlow, words: Map<string, RegExp[]>): Promise<void> {
  const chart = await api.readChart(flow._id);
  const view = new ChartView(chart);
  for (const exit of chart.nodes.filter(({ type }) => EXIT.test(type))) {
    // Up to where the Flow takes one of several ways.
    for (
      let node = view.nextOf(exit._id);
      node !== undefined && view.childrenOf(node._id).length === 0;
      node = view.nextOf(node._id)
    ) {
      if (node.type !== "say") {
        continue;
      }
      const { config } = await api.readNode(flow._id, node._id);
      const texts = readRecord(config ?? {}, "say")?.text;
      const known = words.get(exit.type) ?? [];
      words.set(exit.type, [...known, ...(Array.isArray(texts) ? texts : [texts]).flatMap(toPattern)]);
    }
  }
}

/** What the Flow fills in may be anything. */
function toPattern(text: unknown): RegExp[] {
  if (typeof text !== "string" || text.replace(/\{\{.*?\}\}/gs, "").trim() === "") {
    return [];
  }
  const parts = text.trim().split(/\{\{.*?\}\}/gs);
  return [new RegExp(parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*"), "s")];
}

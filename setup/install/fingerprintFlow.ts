/** A fingerprint of a Flow as it is in Cognigy.AI: another one means that somebody has changed it. */
import { createHash } from "node:crypto";
import type { ManagementApi } from "../cognigy/managementApi";
import { ChartView } from "./ChartView";
import { readText } from "./readText";
import { toSortedJson } from "./toSortedJson";

/** How many nodes are read at a time. */
const AT_ONCE = 5;

/** What the platform adds to a node by itself. */
const MADE_BY_PLATFORM = ["transpiled", "hasError"];

/** `locales`: further ones, whose texts count, too. */
export async function fingerprintFlow(api: ManagementApi, flowId: string, locales: readonly string[]): Promise<string> {
  const chart = new ChartView(await api.readChart(flowId));
  const nodes = chart.inOrder();
  const places = new Map(nodes.map(({ _id }, index) => [_id, index]));
  const lines: string[] = [];
  for (let from = 0; from < nodes.length; from += AT_ONCE) {
    lines.push(
      ...(await Promise.all(
        nodes.slice(from, from + AT_ONCE).map(async ({ _id, type, label, isDisabled }) => {
          const { config } = await api.readNode(flowId, _id);
          return toSortedJson({
            type,
            label: label ?? "",
            isDisabled: isDisabled === true,
            config: withoutMade(config),
            children: chart.childrenOf(_id).map((child) => places.get(child._id)),
            next: places.get(chart.nextOf(_id)?._id ?? "") ?? null,
            ...(type === "say" && (await readTexts(api, flowId, _id, locales))),
          });
        }),
      )),
    );
  }
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

/** Nothing for none, so that the fingerprints of older versions stay valid. */
async function readTexts(
  api: ManagementApi,
  flowId: string,
  nodeId: string,
  locales: readonly string[],
): Promise<{ texts?: object[] }> {
  const texts: object[] = [];
  for (const locale of locales) {
    texts.push(withoutMade(await readText(api, flowId, nodeId, locale)));
  }
  return texts.length === 0 ? {} : { texts };
}

function withoutMade(config: Readonly<Record<string, unknown>> | null | undefined): object {
  return Object.fromEntries(Object.entries(config ?? {}).filter(([key]) => !MADE_BY_PLATFORM.includes(key)));
}

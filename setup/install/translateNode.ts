/** Gives a Say its words in the Project's other languages, as far as we have them. */
import type { ChartNode, RemoteFlow } from "../cognigy/shapes";
import { type PlannedNode, sayConfig } from "./flows/FlowPlan";
import { findLanguage } from "./languageOf";
import type { Site } from "./Site";

export async function translateNode(
  { api, locales }: Site,
  flow: RemoteFlow,
  node: ChartNode,
  { words }: PlannedNode,
): Promise<void> {
  if (words === undefined) {
    return;
  }
  for (const locale of locales.slice(1)) {
    const language = findLanguage(locale);
    if (language !== undefined) {
      await api.addLocalization(flow._id, node._id, locale._id);
      await api.updateNode(flow._id, node._id, { localeId: locale._id, config: sayConfig(words[language]) });
    }
  }
}

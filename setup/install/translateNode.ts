/** Translates a Say into those of the Project's languages that we have words for. Translations by people stay. */
import { isRefusedForm, ManagementError } from "../cognigy/ManagementError";
import type { ChartNode, Locale, RemoteFlow } from "../cognigy/shapes";
import { type PlannedNode, sayConfig, type Words } from "./flows/FlowPlan";
import { findLanguage } from "./languageOf";
import { readText } from "./readText";
import type { Site } from "./Site";

interface SayTask {
  flow: RemoteFlow;
  node: ChartNode;
  /** Created in this run, so nobody has translated it yet. */
  isNew: boolean;
}

export async function translateNode(site: Site, task: SayTask, { words }: PlannedNode): Promise<void> {
  const { api, locales } = site;
  const { flow, node, isNew } = task;
  if (words === undefined) {
    return;
  }
  for (const locale of locales.slice(1)) {
    const language = findLanguage(locale);
    if (language !== undefined && (isNew || (await lacksText(site, task, locale, words, words[language])))) {
      await api.addLocalization(flow._id, node._id, locale._id).catch(tolerateExisting);
      await api.updateNode(flow._id, node._id, { localeId: locale._id, config: sayConfig(words[language]) });
    }
  }
}

/**
 * A node that isn't translated shows the text of another locale, and a new localization starts with a copy of it. A text
 * that isn't ours, or that can't be read, may be a person's.
 */
async function lacksText(
  { api }: Site,
  { flow, node }: SayTask,
  locale: Locale,
  words: Words,
  wanted: string,
): Promise<boolean> {
  const text = textOf(await readText(api, flow._id, node._id, locale._id));
  return text !== undefined && text !== wanted && Object.values(words).includes(text);
}

/** Nothing for what we don't write: several texts, or another type. */
function textOf(config: Readonly<Record<string, unknown>> | null | undefined): string | undefined {
  const say = config?.say;
  const texts = typeof say === "object" && say !== null && "text" in say && Array.isArray(say.text) ? say.text : [];
  const [text]: unknown[] = texts;
  return texts.length === 1 && typeof text === "string" ? text : undefined;
}

/** An interrupted run may have added it. */
function tolerateExisting(error: unknown): void {
  const isThere = isRefusedForm(error) || (error instanceof ManagementError && error.status === 409);
  if (!isThere) {
    throw error;
  }
}

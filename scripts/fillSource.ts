/** Fills the values of one installation into the CONFIG of a transformer. */
import { replaceSetting } from "./replaceSetting";
import type { TransformerDefinition } from "./transformerConfig";

/** Settings of route `bridge`: the hub does without both or with neither of them; the key is a matter of choice. */
const BRIDGE = ["ENGAGE_REALTIME_ENDPOINT_URL", "ENGAGE_REALTIME_ACCESS_TOKEN"];

export type Environment = Readonly<Record<string, string | undefined>>;

export function usesBridge(environment: Environment): boolean {
  return BRIDGE.some((name) => environment[name]?.trim());
}

export function fillSource(
  source: string,
  { file, config }: Pick<TransformerDefinition, "file" | "config">,
  environment: Environment,
): { source: string; missing: string[] } {
  const optional = new Set(usesBridge(environment) ? ["ENGAGE_BASE_URI_KEY"] : [...BRIDGE, "ENGAGE_BASE_URI_KEY"]);
  const missing: string[] = [];
  let filled = source;
  for (const entry of config.filter(isFilledIn)) {
    const given = environment[entry.name]?.trim();
    if (!given && !(file === "engage-hub.js" && optional.has(entry.name))) {
      missing.push(entry.name);
    } else {
      filled = replaceSetting(filled, entry.name, given ?? "");
    }
  }
  return { source: filled, missing };
}

/** From the environment or .env. What else is in CONFIG has a default, which people may change. */
export function isFilledIn({ name, value }: TransformerDefinition["config"][number]): boolean {
  return value === `<${name}>`;
}

/** Whether a pasted transformer is the build of this version, and which of its settings were changed. */
import type { TransformerSource } from "./bundleTransformers";
import { isFilledIn } from "./fillSource";
import { readConfigBlock } from "./readConfigBlock";
import type { ConfigEntry } from "./transformerConfig";

export type Verdict =
  | { kind: "build"; file: string; isReadable: boolean; settings: Settings }
  | { kind: "altered"; file: string; differences: string[] }
  | { kind: "otherVersion"; file: string; version: string }
  | { kind: "unknown" };

/** Names only: the values are secrets. */
export interface Settings {
  filledIn: string[];
  changed: string[];
  placeholders: string[];
  missing: string[];
  unknown: string[];
}

const HEADER = /^\/\/ Version (\S+) of the RingCentral Engage Extension for Cognigy\.AI; generated from (\S+)\.$/m;

/** Of any version, also of one whose files had other names. */
const ANY_HEADER = /^\/\/ Version \S+ of the RingCentral Engage Extension/m;

export function hasOurHeader(text: string): boolean {
  return ANY_HEADER.test(text);
}

export function verifyTransformer(text: string, builds: readonly TransformerSource[], version: string): Verdict {
  const source = normalise(text);
  const config = readConfigBlock(source);
  const code = config && source.slice(config.end);
  for (const { definition, pasted, readable } of builds) {
    const { file } = definition;
    for (const [built, isReadable] of [[pasted, false] as const, [readable, true] as const]) {
      if (config === undefined || code !== codeOf(normalise(built))) {
        continue;
      }
      return config.code.length === 0
        ? { kind: "build", file, isReadable, settings: compareSettings(config.values, definition.config) }
        : { kind: "altered", file, differences: config.code.map((name) => `CONFIG has code at ${name}`) };
    }
  }
  const [, stated, entry] = HEADER.exec(source) ?? [];
  const build = builds.find(({ definition }) => definition.entry === entry);
  if (build === undefined || stated === undefined) {
    return { kind: "unknown" };
  }
  const { file } = build.definition;
  return stated === version
    ? { kind: "altered", file, differences: [describeDifference(source, config?.end, build)] }
    : { kind: "otherVersion", file, version: stated };
}

/** Editors change line ends and drop spaces at them; neither is part of a string in the build. */
function normalise(text: string): string {
  return text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/[ \t]+$/gm, "")
    .trimEnd();
}

function codeOf(build: string): string {
  return build.slice(readConfigBlock(build)?.end);
}

function describeDifference(
  source: string,
  configEnd: number | undefined,
  { pasted, readable }: TransformerSource,
): string {
  if (configEnd === undefined) {
    return "it does not begin with CONFIG, or cannot be read as JavaScript";
  }
  const lines = source.slice(configEnd).split("\n");
  const firstDifference = (build: string) => {
    const built = codeOf(normalise(build)).split("\n");
    const index = lines.findIndex((line, at) => line !== built[at]);
    return index === -1 ? lines.length : index;
  };
  const index = Math.max(firstDifference(pasted), firstDifference(readable));
  return `its code differs from the build, first in line ${source.slice(0, configEnd).split("\n").length + index}`;
}

function compareSettings(values: ReadonlyMap<string, unknown>, entries: readonly ConfigEntry[]): Settings {
  const isDefault = ({ name, value }: ConfigEntry) => JSON.stringify(values.get(name)) === JSON.stringify(value);
  const present = entries.filter(({ name }) => values.has(name));
  const namesOf = (some: readonly ConfigEntry[]) => some.map(({ name }) => name);
  return {
    filledIn: namesOf(present.filter((entry) => isFilledIn(entry) && !isDefault(entry))),
    changed: namesOf(present.filter((entry) => !isFilledIn(entry) && !isDefault(entry))),
    placeholders: namesOf(present.filter((entry) => isFilledIn(entry) && isDefault(entry))),
    missing: namesOf(entries.filter(({ name }) => !values.has(name))),
    unknown: [...values.keys()].filter((name) => !entries.some((entry) => entry.name === name)),
  };
}

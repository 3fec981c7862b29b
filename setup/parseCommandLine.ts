/** Reads the command line: a command, switches, and a flag for every setting. */
import { parseArgs } from "node:util";
import { SETTING_KEYS, SETTINGS } from "./settings";

const COMMANDS = ["doctor", "provision", "write", "deploy"] as const;
export type CommandName = (typeof COMMANDS)[number];

const SWITCHES = {
  yes: "carry out plans without asking; nothing is asked for",
  json: "print one JSON document and nothing else",
  "dry-run": "show what would be done, and change nothing",
  force: "deploy: upload the Extension even if this version is installed",
  help: "this text",
} as const;
const PATHS = {
  // Not --env-file: Node takes that one for itself, wherever it stands.
  "dot-env": "the file with the values; default: .env beside package.json",
  output: "folder for filled transformers and sheet; default: dist",
} as const;

export interface CommandLine {
  command: CommandName | undefined;
  switches: Readonly<Partial<Record<keyof typeof SWITCHES, boolean>>>;
  paths: Readonly<Partial<Record<keyof typeof PATHS, string>>>;
  settings: Readonly<Record<string, string>>;
}

/** Throws an Error with a sentence for whoever typed it. */
export function parseCommandLine(given: readonly string[]): CommandLine {
  const text = { type: "string" } as const;
  const flags = SETTING_KEYS.map((key) => SETTINGS[key].flag);
  const { values, positionals } = explained(() =>
    parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        ...Object.fromEntries(Object.keys(SWITCHES).map((name) => [name, { type: "boolean" } as const])),
        ...Object.fromEntries([...Object.keys(PATHS), ...flags].map((name) => [name, text])),
      },
    }),
  );
  const [name, ...others] = positionals;
  const command = COMMANDS.find((one) => one === name);
  if (others.length > 0 || (name !== undefined && command === undefined)) {
    throw new Error(
      `There is no command "${positionals.join(" ")}". The commands are ${COMMANDS.join(", ")}; --help tells more.`,
    );
  }
  const read = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((one) => (typeof values[one] === "string" ? [[one, values[one]]] : [])));
  return {
    command,
    switches: Object.fromEntries(Object.keys(SWITCHES).map((one) => [one, values[one] === true])),
    paths: read(Object.keys(PATHS)),
    settings: read(flags),
  };
}

/** Node's own sentences speak of positionals and of an escape with two dashes. */
function explained<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof TypeError) || !("code" in error)) {
      throw error;
    }
    const flag = /'(-[^\s',=]*)/.exec(error.message)?.[1] ?? "This flag";
    if (error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
      throw new Error(`There is no flag ${flag}; --help lists all.`);
    }
    if (error.message.includes("does not take")) {
      throw new Error(`${flag} takes no value.`);
    }
    throw new Error(`${flag} needs a value: ${flag}=...`);
  }
}

export function toHelp(summaries: Readonly<Record<CommandName, string>>): string {
  const row = (left: string, right: string) => `  ${left.padEnd(34)} ${right}`;
  return [
    "Usage: npm run setup -- [command] [flags]",
    "Without a command, at a terminal: a guide through all of them.",
    "",
    "Commands",
    ...COMMANDS.map((name) => row(name, summaries[name])),
    "",
    "Flags",
    ...Object.entries({ ...SWITCHES, ...PATHS }).map(([name, what]) => row(`--${name}`, what)),
    "",
    "Values, each as a flag or as an environment variable (flag before environment before .env before question)",
    ...SETTING_KEYS.map((key) =>
      row(`--${SETTINGS[key].flag}`, `${SETTINGS[key].variable}: ${SETTINGS[key].question}`),
    ),
    "Secrets are better given by the environment or .env: the command line can be seen by others on this machine.",
    "",
    "Exit codes: 0 all right, 1 warnings or something left to do, 2 failures.",
    "",
  ].join("\n");
}

/** Reads the command line: a command, switches, and a flag for every setting. */
import { parseArgs } from "node:util";
import { SETTING_KEYS, SETTINGS } from "./settings";

const COMMANDS = [
  "install",
  "doctor",
  "rehearse",
  "report",
  "all-to-agents",
  "all-to-bot",
  "provision",
  "write",
  "remove",
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** Names from before. */
const ALIASES: Readonly<Record<string, CommandName>> = { deploy: "install" };

const SWITCHES = {
  yes: "carry out plans without asking; nothing is asked for",
  json: "print one JSON document and nothing else",
  "dry-run": "show what would be done, and change nothing",
  force: "install: upload the Extension even if this version is installed",
  "new-flow":
    "install: create and use a new Flow where one would stay as it is, because people changed it or it lacks exits",
  "replace-transformers": "install: replace transformers that aren't ours; their code is saved in dist/replaced first",
  undo: "all-to-agents, all-to-bot: put back what the last run changed",
  manual: "rehearse: a person at the desk is the agent",
  help: "this text",
} as const;
const PATHS = {
  // Not --env-file: Node takes that one for itself, wherever it stands.
  "dot-env": "the file with the values; default: .env beside package.json",
  output: "folder for filled transformers and sheet; default: dist",
} as const;
const OPTIONS = {
  since: "report: how far back, such as 24h or 7d; default: 7d",
  route: "rehearse: bridge or channel; default: all that are set up",
  script: "rehearse: a file with a conversation of your own",
  phrase: "rehearse: what the customer says to get a person",
  "max-wait": "report: exit code 2 if the 95th percentile of the wait is above this many seconds",
  "max-abandoned": "report: exit code 2 if more than this percentage of handovers is abandoned",
  "max-undelivered": "report: exit code 2 if more conversations than this are undelivered now",
} as const;

type OptionName = keyof typeof OPTIONS;

export interface CommandLine {
  command: CommandName | undefined;
  switches: Readonly<Partial<Record<keyof typeof SWITCHES, boolean>>>;
  paths: Readonly<Partial<Record<keyof typeof PATHS, string>>>;
  options: Readonly<Partial<Record<OptionName, string>>>;
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
        ...Object.fromEntries([...Object.keys(PATHS), ...Object.keys(OPTIONS), ...flags].map((name) => [name, text])),
      },
    }),
  );
  const [name, ...others] = positionals;
  const command = ALIASES[name ?? ""] ?? COMMANDS.find((one) => one === name);
  if (others.length > 0 || (name !== undefined && command === undefined)) {
    throw new Error(
      `There is no command "${positionals.join(" ")}". The commands are ${COMMANDS.join(", ")}; --help lists all.`,
    );
  }
  const read = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((one) => (typeof values[one] === "string" ? [[one, values[one]]] : [])));
  return {
    command,
    switches: Object.fromEntries(Object.keys(SWITCHES).map((one) => [one, values[one] === true])),
    paths: read(Object.keys(PATHS)),
    options: read(Object.keys(OPTIONS)),
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

export function toHelp(commands: Readonly<Record<CommandName, { summary: string }>>): string {
  const row = (left: string, right: string) => `  ${left.padEnd(34)} ${right}`;
  return [
    "Usage: npm run setup -- [command] [flags]",
    "Without a command, at a terminal: a guide from two accounts to a working handover.",
    "",
    "Commands",
    ...COMMANDS.map((name) => row(name, commands[name].summary)),
    "",
    "Flags",
    ...Object.entries({ ...SWITCHES, ...PATHS, ...OPTIONS }).map(([name, what]) => row(`--${name}`, what)),
    "",
    "Values, each as a flag or as an environment variable (flag before environment before .env before question)",
    ...SETTING_KEYS.map((key) =>
      row(`--${SETTINGS[key].flag}`, `${SETTINGS[key].variable}: ${SETTINGS[key].question}`),
    ),
    "Secrets are better given by the environment or .env: the command line can be seen by others on this machine.",
    "",
    "`deploy` is the old name of `install`.",
    "Exit codes: 0 all right, 1 warnings or something left to do, 2 failures.",
    "",
  ].join("\n");
}

/** Reads the command line: a command, switches, and a flag for every setting. */
import { parseArgs } from "node:util";
import { COMMANDS, type CommandName, findMisplacedFlag, OPTIONS, PATHS, SWITCHES } from "./flags";
import { SETTING_KEYS, SETTINGS } from "./settings";

/** Names from before. */
const ALIASES: Readonly<Record<string, CommandName>> = { deploy: "install" };

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
  const onOff = { type: "boolean" } as const;
  const help = { ...onOff, short: "h" } as const;
  const flags = SETTING_KEYS.map((key) => SETTINGS[key].flag);
  const { values, positionals } = explained(() =>
    parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        ...Object.fromEntries(Object.keys(SWITCHES).map((name) => [name, name === "help" ? help : onOff])),
        ...Object.fromEntries([...Object.keys(PATHS), ...Object.keys(OPTIONS), ...flags].map((name) => [name, text])),
      },
    }),
  );
  const isHelp = values.help === true || positionals[0] === "help";
  const [name, ...others] = positionals[0] === "help" ? positionals.slice(1) : positionals;
  const command = ALIASES[name ?? ""] ?? COMMANDS.find((one) => one === name);
  if (others.length > 0 || (name !== undefined && command === undefined)) {
    throw new Error(
      `There is no command "${positionals.join(" ")}". The commands are ${COMMANDS.join(", ")}; --help lists all.`,
    );
  }
  const misplaced = isHelp ? undefined : findMisplacedFlag(Object.keys(values), command);
  if (misplaced !== undefined) {
    throw new Error(misplaced);
  }
  const read = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((one) => (typeof values[one] === "string" ? [[one, values[one]]] : [])));
  return {
    command,
    switches: { ...Object.fromEntries(Object.keys(SWITCHES).map((one) => [one, values[one] === true])), help: isHelp },
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

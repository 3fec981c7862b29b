/** What `--help` prints: about all commands, or about one. */
import { COMMANDS, type CommandName, describeFlags } from "./flags";
import { SETTING_KEYS, SETTINGS } from "./settings";

export function toHelp(
  commands: Readonly<Record<CommandName, { summary: string }>>,
  command: CommandName | undefined,
): string {
  const row = (left: string, right: string) => `  ${left.padEnd(34)} ${right}`;
  const head =
    command === undefined
      ? [
          "Usage: npm run setup -- [command] [flags]",
          "Without a command, at a terminal: a guide from two accounts to a working handover.",
          "",
          "Commands",
          ...COMMANDS.map((name) => row(name, commands[name].summary)),
        ]
      : [`Usage: npm run setup -- ${command} [flags]`, toSentence(commands[command].summary)];
  return [
    ...head,
    "",
    "Flags",
    ...describeFlags(command).map(([name, text]) => row(`--${name}`, text)),
    "",
    "Values, each as a flag or as an environment variable (flag before environment before .env before question)",
    ...SETTING_KEYS.map((key) =>
      row(`--${SETTINGS[key].flag}`, `${SETTINGS[key].variable}: ${SETTINGS[key].question}`),
    ),
    "Secrets are better given by the environment or .env: the command line can be seen by others on this machine.",
    "",
    ...(command === undefined || command === "install" ? ["`deploy` is the old name of `install`."] : []),
    "Exit codes: 0 all right, 1 warnings or something left to do, 2 failures.",
    "",
  ].join("\n");
}

function toSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

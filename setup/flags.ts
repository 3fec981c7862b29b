/** The commands, and the flags beside the values: what each does, and which commands take it. */

export const COMMANDS = [
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

interface FlagDefinition {
  text: string;
  /** Without it, all commands take the flag. */
  of?: readonly CommandName[];
}

export const SWITCHES = {
  yes: { text: "carry out plans without asking; nothing is asked for" },
  json: { text: "print one JSON document and nothing else" },
  "dry-run": { text: "show what would be done, and change nothing" },
  force: { of: ["install"], text: "upload the Extension even if this version is installed" },
  "new-flow": {
    of: ["install"],
    text: "create and use a new Flow where one would stay as it is, because people changed it or it lacks exits",
  },
  "replace-transformers": {
    of: ["install"],
    text: "replace transformers that aren't ours; their code is saved in dist/replaced first",
  },
  undo: { of: ["all-to-agents", "all-to-bot"], text: "put back what the last run changed" },
  manual: { of: ["rehearse"], text: "a person at the desk is the agent" },
  help: { text: "this text; after a command, only that command's flags" },
} as const satisfies Readonly<Record<string, FlagDefinition>>;

export const PATHS = {
  // Not --env-file: Node takes that one for itself, wherever it stands.
  "dot-env": { text: "the file with the values; default: .env beside package.json" },
  output: { text: "folder for filled transformers and sheet; default: dist" },
} as const satisfies Readonly<Record<string, FlagDefinition>>;

export const OPTIONS = {
  since: { of: ["report"], text: "how far back, such as 24h or 7d; default: 7d" },
  route: { of: ["rehearse"], text: "bridge or channel; default: all that are set up" },
  script: { of: ["rehearse"], text: "a file with a conversation of your own" },
  phrase: { of: ["rehearse"], text: "what the customer says to get a person" },
  "max-wait": { of: ["report"], text: "exit code 2 if the 95th percentile of the wait is above this many seconds" },
  "max-abandoned": { of: ["report"], text: "exit code 2 if more than this percentage of handovers is abandoned" },
  "max-undelivered": { of: ["report"], text: "exit code 2 if more conversations than this are undelivered now" },
} as const satisfies Readonly<Record<string, FlagDefinition>>;

const FLAGS: readonly (readonly [name: string, definition: FlagDefinition])[] = Object.entries({
  ...SWITCHES,
  ...PATHS,
  ...OPTIONS,
});

/** Without a command, each says whose it is. */
export function describeFlags(command: CommandName | undefined): [name: string, text: string][] {
  return FLAGS.filter(([, { of }]) => command === undefined || of === undefined || of.includes(command)).map(
    ([name, { of, text }]) => [name, of === undefined || command !== undefined ? text : `${of.join(", ")}: ${text}`],
  );
}

/** A flag that was given to a command that doesn't take it, as a sentence. */
export function findMisplacedFlag(given: readonly string[], command: CommandName | undefined): string | undefined {
  // The guide runs install.
  const runs = command ?? "install";
  for (const [name, { of }] of FLAGS) {
    if (given.includes(name) && of !== undefined && !of.includes(runs)) {
      return `${command ?? "The guide"} doesn't take --${name}: it's a flag of ${of.join(" and ")}.`;
    }
  }
  return undefined;
}

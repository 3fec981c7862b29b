/** The set-up assistant. Reads values, runs a command or the guide, and gives the exit code. */
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { findCutValue } from "../scripts/fill";
import { root } from "../scripts/paths";
import type { Command } from "./command";
import { doctor } from "./doctor/doctor";
import { checkNamedFile, readDotEnv } from "./dotEnvFile";
import { allToAgents, allToBot } from "./emergency/emergency";
import type { CommandName } from "./flags";
import { guide } from "./guide";
import { install } from "./install/install";
import { remove } from "./install/remove";
import { reportHandovers } from "./operate/reportHandovers";
import { parseCommandLine } from "./parseCommandLine";
import { Cancelled, createPrompt } from "./prompt";
import { provision } from "./provision/provision";
import { rehearse } from "./rehearse/rehearse";
import { createReport } from "./report";
import { Settings } from "./settings";
import { toHelp } from "./toHelp";
import { write } from "./write/write";

/** What surrounds the assistant: the process that `npm run setup` starts, or a test. */
export interface Surroundings {
  environment: Readonly<Record<string, string | undefined>>;
  /** Whether a person reads along, and whether one can answer. */
  terminal: { reads: boolean; answers: boolean; columns?: number | undefined };
  print: (text: string) => void;
  printError: (text: string) => void;
}

/** Gives the exit code: whatever goes wrong is said, never thrown. */
export async function main(given: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    return await run(given, surroundings);
  } catch (error) {
    // A person who breaks off knows it. Everything else is one sentence; what it is about may hold secrets only in settings.
    if (!(error instanceof Cancelled)) {
      surroundings.printError(`${error instanceof Error ? error.message : "The assistant failed."}\n`);
    }
    return 2;
  }
}

async function run(given: readonly string[], { environment, terminal, print }: Surroundings): Promise<number> {
  const line = parseCommandLine(given);
  const { switches } = line;
  const commands: Record<CommandName, Command> = {
    install: {
      summary: "build and connect everything: Extension, Connection, Flows, Endpoints, webhook",
      run: (context) =>
        install({
          ...context,
          isForced: switches.force === true,
          replacesChangedFlows: switches["new-flow"] === true,
          replacesTransformers: switches["replace-transformers"] === true,
        }),
    },
    doctor,
    rehearse: {
      summary: "play a whole handover, hop by hop, and close it again",
      run: (context) => rehearse(context, { ...line.options, isManual: switches.manual === true }),
    },
    report: {
      summary: "how handovers went: waiting times, abandoned, undelivered now, satisfaction",
      run: (context) => reportHandovers(context, { ...line.options, asJson: switches.json === true }),
    },
    "all-to-agents": {
      summary: "emergency: give new and open conversations to agents",
      run: (context) => allToAgents({ ...context, isUndo: switches.undo === true }),
    },
    "all-to-bot": {
      summary: "emergency: give new and open conversations to the bot",
      run: (context) => allToBot({ ...context, isUndo: switches.undo === true }),
    },
    provision,
    write,
    remove,
  };
  const isTerminal = terminal.reads && terminal.answers && !switches.json;
  if (switches.help || (line.command === undefined && !isTerminal)) {
    if (!switches.help) {
      print(`${switches.json ? "--json needs a command" : "There is no terminal: name a command"}.\n\n`);
    }
    print(toHelp(commands, line.command));
    return switches.help ? 0 : 2;
  }
  const dotEnvFile = resolve(line.paths["dot-env"] ?? join(root, ".env"));
  if (line.paths["dot-env"] !== undefined) {
    await checkNamedFile(dotEnvFile, createsFile(line.command));
  }
  const text = await readDotEnv(dotEnvFile);
  const cut = findCutValue(text);
  if (cut !== undefined) {
    throw new Error(
      `The value of ${cut} in ${dotEnvFile} contains a # outside of quotes, where it would be cut off: put it in single quotes`,
    );
  }
  const settings = new Settings({ flag: line.settings, environment, file: parseEnv(text) });
  const report = createReport({
    print,
    isTerminal,
    useColours: terminal.reads && !environment.NO_COLOR && !switches.json,
    asJson: switches.json === true,
    columns: terminal.reads ? terminal.columns : undefined,
  });
  report.hide(settings.secrets());
  const context = {
    settings,
    report,
    prompt: createPrompt({ isTerminal, saysYes: switches.yes === true }),
    isDryRun: switches["dry-run"] === true,
    dotEnvFile,
    outputFolder: resolve(line.paths.output ?? join(root, "dist")),
  };
  const exitCode =
    line.command === undefined ? await guide(context, commands) : await commands[line.command].run(context);
  report.finish(exitCode);
  return exitCode;
}

/** The guide does, too. */
function createsFile(command: CommandName | undefined): boolean {
  return command === undefined || ["install", "provision", "write"].includes(command);
}

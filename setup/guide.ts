/** The guide at a terminal: asks for what is missing, then goes through the commands in the order that works. */

import { areMendedLater } from "./areMendedLater";
import { type Answers, askForValues } from "./askForValues";
import type { Command, CommandContext } from "./command";
import type { CommandName } from "./parseCommandLine";
import { Cancelled } from "./prompt";

/** Twice: the webhook can only be created when the hub answers, and the hub needs what the first round made. */
const ROUND = ["provision", "write", "deploy", "provision"] as const;

type Commands = Readonly<Record<CommandName, Command>>;

export async function guide(context: CommandContext, commands: Commands): Promise<number> {
  const answers: Answers = { saved: new Set() };
  try {
    return await walk(context, commands, answers);
  } catch (error) {
    if (error instanceof Cancelled) {
      tellSaved(context, answers);
    }
    throw error;
  }
}

async function walk(context: CommandContext, commands: Commands, answers: Answers): Promise<number> {
  const { settings, report, prompt } = context;
  report.note(
    context.isDryRun
      ? "Dry run: your answers are not saved."
      : `Each answer is saved in ${context.dotEnvFile} at once (readable by you alone). Ctrl+C ends at any time.`,
  );
  const isReady = await askForValues(context, answers, "missing");
  if (!isReady) {
    return stop(context, answers);
  }
  const first = await runStep({ ...context, isBeforeProvision: true }, commands, "doctor", answers);
  if (first === "stop") {
    return stop(context, answers);
  }
  if (first === 0) {
    return 0;
  }
  for (const name of ROUND) {
    if (name === "deploy" && settings.get("cognigyApiKey") === undefined) {
      report.note("Without COGNIGY_API_KEY: paste the files of dist/filled into the Endpoints now.");
      if (!(await prompt.confirm("Is that done?"))) {
        return 1;
      }
      continue;
    }
    if (!(await prompt.confirm(`Go on with ${name} (${commands[name].summary})?`))) {
      continue;
    }
    if ((await runStep(context, commands, name, answers)) === "stop") {
      return stop(context, answers);
    }
  }
  return commands.doctor.run(context);
}

/** Until it comes out well, or whoever is asked goes on all the same. */
async function runStep(
  context: CommandContext,
  commands: Commands,
  name: CommandName,
  answers: Answers,
): Promise<number | "stop"> {
  const { report, prompt } = context;
  for (;;) {
    const before = report.failures().length;
    const exitCode = await commands[name].run(context);
    if (exitCode < 2) {
      return exitCode;
    }
    const failures = report.failures().slice(before);
    if (name === "doctor" && areMendedLater(failures)) {
      report.note("What failed is what the next steps put right.");
      return exitCode;
    }
    report.note(`${name} failed${failures.length > 0 ? ":" : "."}`);
    for (const { message, code } of failures) {
      report.note(`- ${message} [${code}]`);
    }
    const choice = await prompt.chooseAfterFailure(`${name} failed. What now?`);
    if (choice === "stop") {
      return "stop";
    }
    if (choice === "anyway") {
      return exitCode;
    }
    if (!(await askForValues(context, answers, "all"))) {
      return "stop";
    }
  }
}

function stop(context: CommandContext, answers: Answers): number {
  tellSaved(context, answers);
  return 2;
}

function tellSaved({ report, dotEnvFile }: CommandContext, { saved }: Answers): void {
  report.note(
    saved.size === 0
      ? `Stopped. None of your answers were saved.`
      : `Stopped. Saved in ${dotEnvFile}: ${[...saved].join(", ")}. The next run does not ask for these again.`,
  );
}

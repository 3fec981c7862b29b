/** The guide at a terminal: asks for what is missing, then goes through the commands in the order that works. */
import { areMendedLater } from "./areMendedLater";
import type { Answers } from "./askEach";
import { askForValues } from "./askForValues";
import { toManualChecklists } from "./checklists/manualChecklists";
import type { Command, CommandContext } from "./command";
import type { CommandName } from "./flags";
import { Cancelled } from "./prompt";
import { reportSaved } from "./reportSaved";

/** Without an API key of Cognigy.AI people do its part. The webhook needs a hub that answers, so it comes last. */
const BY_HAND = ["provision", "write", "checklists", "provision"] as const;
const BY_API = ["install"] as const;

type Commands = Readonly<Record<CommandName, Command>>;

export async function guide(context: CommandContext, commands: Commands): Promise<number> {
  const answers: Answers = { saved: new Set() };
  try {
    return await walk(context, commands, answers);
  } catch (error) {
    if (error instanceof Cancelled) {
      reportSaved(context, answers);
    }
    throw error;
  }
}

async function walk(context: CommandContext, commands: Commands, answers: Answers): Promise<number> {
  const { settings, report, prompt } = context;
  report.note(
    context.isDryRun
      ? "Dry run: your answers are not saved."
      : `Each answer is saved in ${context.dotEnvFile} at once, readable by you alone. Ctrl+C ends at any time.`,
  );
  if (!(await askForValues(context, answers, "missing"))) {
    return stop(context, answers);
  }
  const usesApi = settings.get("cognigyApiKey") !== undefined;
  // Before there is anything to look at, doctor would only repeat what install creates.
  if (!usesApi || settings.get("cognigyHubUrl") !== undefined) {
    const first = await runStep({ ...context, isBeforeProvision: true }, commands, "doctor", answers);
    if (first === "stop") {
      return stop(context, answers);
    }
    if (first === 0) {
      return 0;
    }
  }
  for (const name of usesApi ? BY_API : BY_HAND) {
    if (name === "checklists") {
      for (const checklist of toManualChecklists(settings, context.outputFolder)) {
        report.checklist(checklist);
      }
      if (!(await prompt.confirm("Is all of that done?"))) {
        return 1;
      }
      continue;
    }
    if (!(await prompt.confirm(`Continue with ${name} (${commands[name].summary})?`))) {
      continue;
    }
    if ((await runStep(context, commands, name, answers)) === "stop") {
      return stop(context, answers);
    }
  }
  return commands.doctor.run(context);
}

/** Until it succeeds, or the person continues anyway. */
async function runStep(
  context: CommandContext,
  commands: Commands,
  name: CommandName,
  answers: Answers,
): Promise<number | "stop"> {
  const { report, prompt } = context;
  for (;;) {
    const before = report.failures().length;
    const exitCode = await commands[name].run({ ...context, isGuided: true });
    if (exitCode < 2) {
      return exitCode;
    }
    const failures = report.failures().slice(before);
    if (name === "doctor" && areMendedLater(failures)) {
      report.note("The next steps fix what failed.");
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
  reportSaved(context, answers);
  return 2;
}

/** The guide at a terminal: asks for what is missing, then goes through the commands in the order that works. */
import type { Command, CommandContext } from "./command";
import type { CommandName } from "./parseCommandLine";
import { SETTINGS, type SettingKey } from "./settings";

/** In the order in which people come across them. What `provision` makes is not asked for. */
const QUESTIONS: readonly { key: SettingKey; isNeeded: boolean; onlyForBridge?: boolean }[] = [
  { key: "engageApiUrl", isNeeded: true },
  { key: "engageAccessToken", isNeeded: true },
  { key: "engageSourceIds", isNeeded: false },
  { key: "engageAgentEmails", isNeeded: false },
  { key: "engageRealtimeEndpointUrl", isNeeded: false },
  { key: "engageRealtimeAccessToken", isNeeded: true, onlyForBridge: true },
  { key: "cognigyEndpointUrl", isNeeded: true },
  { key: "cognigyHubUrl", isNeeded: true },
  { key: "cognigyCustomerUrls", isNeeded: true, onlyForBridge: true },
  { key: "cognigyApiUrl", isNeeded: false },
  { key: "cognigyApiKey", isNeeded: false },
];

export async function guide(
  context: CommandContext,
  commands: Readonly<Record<CommandName, Command>>,
): Promise<number> {
  const { settings, report, prompt } = context;
  for (const { key, isNeeded, onlyForBridge } of QUESTIONS) {
    if (settings.get(key) !== undefined || (onlyForBridge && !settings.usesBridge)) continue;
    const answer = await prompt.askFor(key, isNeeded);
    if (answer === undefined) continue;
    settings.set(key, answer, "prompt");
    if (SETTINGS[key].isSecret) report.hide(settings.secrets());
  }
  const first = await commands.doctor.run(context);
  if (first === 0) return 0;
  // Twice: the webhook can only be created when the hub answers, and the hub needs what the first round made.
  for (const name of ["provision", "write", "deploy", "provision"] as const) {
    if (name === "deploy" && settings.get("cognigyApiKey") === undefined) {
      report.note("Without COGNIGY_API_KEY: paste the files of dist/filled into the Endpoints now.");
      if (!(await prompt.confirm("Is that done?"))) return 1;
      continue;
    }
    if (!(await prompt.confirm(`Go on with ${name} (${commands[name].summary})?`))) continue;
    await commands[name].run(context);
  }
  return commands.doctor.run(context);
}

/** Turns names into ids, and asks at a terminal for what is not given: everything is chosen from what the accounts contain. */

import { findProject } from "../cognigy/findProject";
import type { ManagementApi } from "../cognigy/managementApi";
import type { CommandContext } from "../command";
import type { Account } from "../engage/account";
import { listModels, listProjects } from "../lists/cognigyLists";
import { listCategories, listPeople, listSources, listTimeSheets } from "../lists/engageLists";
import { type Listed, resolveListed, toChoices } from "../lists/Listed";
import type { Finding } from "../report";
import { SETTINGS, type SettingKey } from "../settings";
import { keep } from "./keep";

export interface Accounts {
  account: Account;
  /** Without a key of Cognigy.AI there is none. */
  api?: ManagementApi;
}

interface ChosenSetting {
  key: SettingKey;
  /** In refusals: `source`. */
  noun: string;
  question: string;
  isMany: boolean;
  /** Whether it's asked for when nothing is given. Otherwise a person may still give it. */
  isAsked: (context: CommandContext) => boolean;
  isNeeded: boolean;
  /** An answer that creates or skips it. */
  none?: string;
  list: (accounts: Accounts, context: CommandContext) => Promise<Listed[]>;
}

const CHOSEN: readonly ChosenSetting[] = [
  {
    key: "cognigyProjectId",
    noun: "Project",
    question: "Which Project?",
    isMany: false,
    isAsked: ({ settings }) => settings.get("cognigyApiKey") !== undefined,
    isNeeded: true,
    list: async ({ api }) => (api === undefined ? [] : listProjects(api)),
  },
  {
    key: "engageSourceIds",
    noun: "source",
    question: "Which sources does the bot answer on?",
    isMany: true,
    isAsked: ({ settings }) => settings.list("routes").includes("channel"),
    isNeeded: true,
    list: ({ account }) => listSources(account),
  },
  ...(["engageBotCategoryId", "engageAgentCategoryId"] as const).map((key) => ({
    key,
    noun: "category",
    question: key === "engageBotCategoryId" ? "Which category is the bot's?" : "Which category is the agents'?",
    isMany: false,
    isAsked: () => true,
    isNeeded: false,
    none: "Find or create it for me",
    list: ({ account }: Accounts) => listCategories(account),
  })),
  {
    key: "engageAgentEmails",
    noun: "person or team",
    question: "Who takes over from the bot?",
    isMany: true,
    isAsked: () => true,
    isNeeded: false,
    list: ({ account }) => listPeople(account),
  },
  {
    key: "engageTimeSheetId",
    noun: "time sheet",
    question: "Which business hours?",
    isMany: false,
    isAsked: () => true,
    isNeeded: false,
    none: "No business hours",
    list: ({ account }) => listTimeSheets(account),
  },
  {
    key: "cognigyModelId",
    noun: "language model",
    question: "Shall an AI Agent answer? Choose its language model",
    isMany: false,
    isAsked: ({ settings }) => settings.get("cognigyHubUrl") === undefined,
    isNeeded: false,
    none: "No AI Agent: hand over by keyword",
    list: async ({ api }, { settings }) =>
      api === undefined ? [] : listModels(api, (await findProject(api, settings.get("cognigyProjectId")))._id),
  },
];
const IN_COGNIGY: readonly SettingKey[] = ["cognigyProjectId", "cognigyModelId"];

/** Whether all that was given exists. */
export async function resolveChoices(context: CommandContext, accounts: Accounts): Promise<boolean> {
  await chooseRoutes(context);
  let isComplete = true;
  for (const chosen of CHOSEN.filter(({ key }) => accounts.api !== undefined || !IN_COGNIGY.includes(key))) {
    const findings = await resolveOne(context, accounts, chosen);
    for (const finding of findings) {
      context.report.finding(finding);
    }
    isComplete &&= findings.length === 0;
  }
  return isComplete;
}

async function chooseRoutes(context: CommandContext): Promise<void> {
  const { settings, prompt } = context;
  if (settings.get("routes") !== undefined || settings.hasRealtime || settings.get("engageSourceIds") !== undefined) {
    return;
  }
  const routes = await prompt.chooseMany(
    "Where do your customers write?",
    [
      { value: "bridge", label: "In a Cognigy channel such as Webchat", hint: "route bridge" },
      { value: "channel", label: "On a channel that Engage owns, such as WhatsApp", hint: "route channel" },
    ],
    { isNeeded: true, current: [] },
  );
  await keep(context, "routes", (routes ?? []).join(","));
}

async function resolveOne(context: CommandContext, accounts: Accounts, chosen: ChosenSetting): Promise<Finding[]> {
  const { settings, prompt } = context;
  const { key, question, isMany, isNeeded, none } = chosen;
  const given = settings.get(key);
  if (given === undefined && !(prompt.isInteractive && chosen.isAsked(context))) {
    return [];
  }
  const listed = await chosen.list(accounts, context);
  if (given !== undefined) {
    return settle(context, chosen, given, listed);
  }
  const choices = toChoices(listed);
  if (choices.length === 0) {
    return [];
  }
  if (isMany) {
    const answers = await prompt.chooseMany(question, choices, { isNeeded, current: [] });
    await keep(context, key, (answers ?? []).join(","));
    return [];
  }
  const [only] = choices;
  const answer =
    isNeeded && choices.length === 1
      ? only?.value
      : await prompt.choose(question, none === undefined ? choices : [{ value: "", label: none }, ...choices]);
  await keep(context, key, answer ?? "");
  return [];
}

/** Names that don't exist are rejected at once. */
function settle(
  { settings }: CommandContext,
  { key, noun, isMany }: ChosenSetting,
  given: string,
  listed: Listed[],
): Finding[] {
  const { found, unknown, ambiguous } = resolveListed(given, listed);
  const { variable } = SETTINGS[key];
  const usable = listed.filter(({ refusal }) => refusal === undefined);
  const names = usable.slice(0, 10).map(({ name }) => name);
  const shown = `${names.join(", ")}${usable.length > names.length ? ", ..." : ""}`;
  const findings: Finding[] = [
    ...found.flatMap(({ refusal }) => (refusal === undefined ? [] : [{ level: "fail" as const, ...refusal }])),
    ...unknown.map((name) => ({
      level: "fail" as const,
      code: "name_unknown",
      message: `There is no ${noun} "${name}", or the key can't see it.`,
      fix: `Correct ${variable}. There are: ${shown || "none"}.`,
    })),
    ...ambiguous.map((name) => ({
      level: "fail" as const,
      code: "name_ambiguous",
      message: `There is more than one ${noun} "${name}".`,
      fix: `Give the id instead in ${variable}: ${listed
        .filter((one) => one.name.toLowerCase() === name.toLowerCase())
        .map(({ id }) => id)
        .join(", ")}.`,
    })),
    ...(!isMany && found.length > 1
      ? [
          {
            level: "fail" as const,
            code: "name_ambiguous",
            message: `${variable} takes one ${noun}, not ${found.length}.`,
            fix: `Correct ${variable}.`,
          },
        ]
      : []),
  ];
  if (findings.length === 0) {
    settings.set(key, [...new Set(found.map(({ id }) => id))].join(","), settings.originOf(key) ?? "prompt");
  }
  return findings;
}

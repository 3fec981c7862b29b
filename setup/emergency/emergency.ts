/**
 * `all-to-agents` and `all-to-bot`: the emergency switch. First the default categories of the sources, so that new
 * conversations go the other way; then open threads, waiting customers first. The record of it is the way back.
 */
import { EngageError, toEngageError } from "../../src/core/errors";
import { createHttpExchange } from "../../src/engage/createHttpExchange";
import { parseApiUrl } from "../../src/engage/engageUrls";
import { countOf } from "../countOf";
import { allSourceIds } from "../doctor/checks/sources";
import { openAccount } from "../engage/account";
import { type CallPace, createPace } from "../engage/createPace";
import { needSettings } from "../needSettings";
import { type Direction, type EmergencyRecord, readRecord, recordFileOf, saveRecord } from "./EmergencyRecord";
import { countThreads, eachThread, type ThreadSearch } from "./openThreads";
import type { EmergencyContext, Switch } from "./Switch";
import { isSameSet, swapCategories } from "./swapCategories";
import { undo } from "./undo";
import { updateThread } from "./updateThread";

/** Longer than any run: at 240 a minute, 14,400 threads take an hour. */
const TOTAL_MS = 12 * 60 * 60_000;
const SAVE_EVERY = 20;
const LIMITS = [
  "It can't change rules of Engage's rules engine: a rule that sets categories acts on the next message of a thread.",
  "It can't make Engage queue a thread that was answered already: agents may have to look for those in the inbox.",
];

export const allToAgents = (context: EmergencyContext): Promise<number> => switchAll(context, "agents");
export const allToBot = (context: EmergencyContext): Promise<number> => switchAll(context, "bot");

/** The exit code: 0 all done, 1 something is left or nothing was confirmed, 2 failures. */
export async function switchAll(
  context: EmergencyContext,
  direction: Direction,
  pace: CallPace = createPace(),
): Promise<number> {
  const { settings, report } = context;
  report.section(context.isUndo ? "Undo" : direction === "agents" ? "All to agents" : "All to the bot");
  const needed = ["engageApiUrl", "engageAccessToken", "engageBotCategoryId", "engageAgentCategoryId"] as const;
  if (!(await needSettings(context, needed))) {
    return 2;
  }
  const exchange = createHttpExchange();
  try {
    const account = openAccount(
      {
        apiUrl: parseApiUrl(settings.get("engageApiUrl") ?? ""),
        accessToken: settings.get("engageAccessToken") ?? "",
      },
      exchange,
      TOTAL_MS,
    );
    const all = { context, account, pace, recordFile: recordFileOf(context.dotEnvFile) };
    return await (context.isUndo ? undo(all) : turn(all, direction));
  } catch (thrown) {
    const { code, message, hint } = toEngageError(thrown);
    report.finding({
      level: "fail",
      code: `engage_${code}`,
      message,
      fix: `${hint ?? ""} Then run the command again: it continues where it stopped.`.trim(),
    });
    return 2;
  } finally {
    exchange.close();
  }
}

async function turn(all: Switch, direction: Direction): Promise<number> {
  const { context, account, pace, recordFile } = all;
  const { settings, report, prompt, isDryRun } = context;
  const [botId, agentId] = [settings.get("engageBotCategoryId") ?? "", settings.get("engageAgentCategoryId") ?? ""];
  const [from, to] = direction === "agents" ? [botId, agentId] : [agentId, botId];
  const sourceIds = allSourceIds(settings);
  if (sourceIds.length === 0) {
    report.finding({
      level: "fail",
      code: "no_source",
      message: "No source is named.",
      fix: "Give the sources as ENGAGE_SOURCE_IDS, or the Channel SDK source as ENGAGE_REALTIME_ENDPOINT_URL.",
    });
    return 2;
  }
  const before = await readRecord(recordFile);
  if (before !== undefined && before.direction !== direction) {
    report.finding({
      level: "fail",
      code: "other_direction",
      message: `The last run gave everything to ${before.direction === "agents" ? "agents" : "the bot"}, and wasn't undone.`,
      fix: `Run \`all-to-${before.direction} --undo\` first; or move ${recordFile} away.`,
    });
    return 2;
  }
  const search: ThreadSearch = { account, pace, categoryId: from, sourceIds };
  const sources = await Promise.all(sourceIds.map((id) => account.source(id)));
  const turning = sources.filter((source) => source.default_category_ids.includes(from));
  const others = sources.filter(({ default_category_ids: ids }) => !ids.includes(from) && !ids.includes(to));
  const { waiting, all: count } = await report.during("Counting", () => countThreads(search));
  for (const { name, id } of turning) {
    report.note(`plan: new conversations of "${name ?? id}" go to ${direction === "agents" ? "agents" : "the bot"}`);
  }
  report.note(
    `plan: up to ${countOf(count, "thread")}, ${waiting} of them waiting, in about ${toDuration((count * 60_000) / pace.perMinute)}`,
  );
  for (const { name, id } of others) {
    report.finding({
      level: "warn",
      code: "source_left",
      message: `"${name ?? id}" gives new conversations neither the Bot nor the Agent category, and stays as it is.`,
      fix: `In Engage, under Admin > Sources, make ${direction === "agents" ? "Agent" : "Bot"} its default category.`,
    });
  }
  for (const limit of LIMITS) {
    report.note(limit);
  }
  if (isDryRun) {
    report.note("Dry run: nothing was changed.");
    return 0;
  }
  if (!(await prompt.confirm("Carry this out?"))) {
    report.finding({
      level: "warn",
      code: "not_confirmed",
      message: "Nothing was changed.",
      fix: "Confirm the plan, or give --yes to carry it out without being asked.",
    });
    return 1;
  }
  const record = before ?? { version: 1, direction, startedAt: new Date().toISOString(), sources: [], threads: [] };
  for (const { id, name, default_category_ids: present } of turning) {
    const after = swapCategories(present, from, to);
    await remember(record.sources, { id, before: present, after }, all, record);
    await pace.next();
    await account.setDefaultCategories(id, after);
    account.forget();
    const read = (await account.source(id)).default_category_ids;
    if (!isSameSet(read, after)) {
      throw new EngageError(
        "categories_not_applied",
        `Engage took the default categories of "${name}", but reads back others.`,
        {
          hint: "Check the source's default categories under Admin > Sources.",
        },
      );
    }
    report.finding({
      level: "pass",
      code: "source_turned",
      message: `New conversations of "${name ?? id}" are switched`,
    });
  }
  const exitCode = await turnThreads(all, record, search, { from, to, count });
  return others.length > 0 ? Math.max(1, exitCode) : exitCode;
}

async function turnThreads(
  all: Switch,
  record: EmergencyRecord,
  search: ThreadSearch,
  { from, to, count }: { from: string; to: string; count: number },
): Promise<number> {
  const { report } = all.context;
  let done = 0;
  const failed: string[] = [];
  await report
    .progress("Switching threads", count, async (advance) => {
      for await (const thread of eachThread(search)) {
        const after = swapCategories(thread.thread_category_ids, from, to);
        record.threads.push({ id: thread.id, before: thread.thread_category_ids, after });
        // Noted before it happens: whoever is interrupted can still undo it.
        if (record.threads.length % SAVE_EVERY === 1) {
          await saveRecord(all.recordFile, record);
        }
        if (await updateThread(all, thread.id, after)) {
          done += 1;
        } else {
          failed.push(thread.id);
        }
        advance(`${done} done, ${failed.length} failed`);
      }
    })
    .finally(() => saveRecord(all.recordFile, record));
  report.finding({ level: "pass", code: "threads_turned", message: `Switched: ${countOf(done, "thread")}` });
  for (const id of failed) {
    report.finding({
      level: "warn",
      code: "thread_left",
      message: `Thread ${id} could not be switched.`,
      fix: "Run the command again, or set its category in Engage.",
    });
  }
  report.note(`The way back: \`npm run setup -- all-to-${record.direction} --undo\` (${all.recordFile}).`);
  return failed.length > 0 ? 1 : 0;
}

async function remember(
  list: EmergencyRecord["sources"],
  change: EmergencyRecord["sources"][number],
  { recordFile }: Switch,
  record: EmergencyRecord,
): Promise<void> {
  if (!list.some(({ id }) => id === change.id)) {
    list.push(change);
  }
  await saveRecord(recordFile, record);
}

export function toDuration(ms: number): string {
  return ms < 90_000 ? `${Math.max(1, Math.ceil(ms / 1000))} s` : `${Math.ceil(ms / 60_000)} min`;
}

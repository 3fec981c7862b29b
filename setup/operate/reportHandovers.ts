/** `report`: how handovers went, from Engage's journal, interventions and tasks. Reads only. */
import { chmod, readFile, rename, rm, writeFile } from "node:fs/promises";
import * as z from "zod/mini";
import { EngageError, toEngageError } from "../../src/core/errors";
import { createHttpExchange } from "../../src/engage/createHttpExchange";
import { parseApiUrl } from "../../src/engage/engageUrls";
import type { CommandContext } from "../command";
import { countOf } from "../countOf";
import { allSourceIds } from "../doctor/checks/sources";
import { type Account, openAccount } from "../engage/account";
import { type CallPace, createPace } from "../engage/createPace";
import { needSettings } from "../needSettings";
import { computeReport, type HandoverFigures } from "./computeReport";
import { emptyData, type HandoverData, handoverDataSchema } from "./HandoverData";
import { parseSince } from "./parseSince";
import { ADD_RIGHT, readHandovers } from "./readHandovers";
import { readThresholds, type Thresholds } from "./thresholds";

export interface ReportOptions {
  since?: string;
  "max-wait"?: string;
  "max-abandoned"?: string;
  "max-undelivered"?: string;
  asJson: boolean;
}

const TOTAL_MS = 60 * 60_000;
/** What an interrupted run has read is used for so long. */
const RESUME_MS = 30 * 60_000;
/** Two minutes' worth. */
const MAX_TASKS = 75_000;
/** Survey answers are read one by one. */
const MAX_SURVEY_ANSWERS = 200;
const surveySchema = z.object({ main_indicator_scaled: z.optional(z.nullable(z.number())) });

/** The exit code: 0 within the thresholds, 1 something can't be known, 2 above a threshold or failed. */
export async function reportHandovers(
  context: CommandContext,
  options: ReportOptions,
  { pace = createPace(), maxTasks = MAX_TASKS }: { pace?: CallPace; maxTasks?: number } = {},
): Promise<number> {
  const { settings, report, dotEnvFile } = context;
  report.section("Report");
  const thresholds = readThresholds(options);
  const sinceMs = parseSince(options.since ?? "7d");
  const needed = ["engageApiUrl", "engageAccessToken", "engageBotCategoryId", "engageAgentCategoryId"] as const;
  if (!(await needSettings(context, needed))) {
    return 2;
  }
  const exchange = createHttpExchange();
  const resumeFile = `${dotEnvFile}.report.json`;
  try {
    const account = openAccount(
      {
        apiUrl: parseApiUrl(settings.get("engageApiUrl") ?? ""),
        accessToken: settings.get("engageAccessToken") ?? "",
      },
      exchange,
      TOTAL_MS,
    );
    const data = await openData(resumeFile, sinceMs);
    await report.during("Reading from Engage", async () =>
      readHandovers({
        account,
        pace,
        data,
        botUserId: (await account.me()).id,
        botCategoryId: settings.get("engageBotCategoryId") ?? "",
        agentCategoryId: settings.get("engageAgentCategoryId") ?? "",
        sourceIds: allSourceIds(settings),
        maxTasks,
        save: () => saveData(resumeFile, data),
      }),
    );
    const names = new Map((await account.categories()).map(({ id, name }) => [id, name ?? id]));
    const scaled = await readScaled(account, pace, data);
    const figures = computeReport(data, (id) => names.get(id) ?? id, scaled);
    await rm(resumeFile, { force: true });
    return show(context, figures, thresholds);
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

function show({ report }: CommandContext, figures: HandoverFigures, thresholds: Thresholds): number {
  const { handovers, takenUp, abandoned, waiting, waitSeconds, satisfaction } = figures;
  report.data(figures);
  report.note(`From ${toMinute(figures.from)} to ${toMinute(figures.to)} (UTC)`);
  report.note(`Handovers: ${handovers}; taken up: ${takenUp}; still waiting: ${waiting}`);
  report.note(`Wait until an agent took over: ${toWait(waitSeconds)}`);
  report.note(`Abandoned: ${abandoned} (nobody took it up, and it was closed or an hour has passed)`);
  report.note(
    `Undelivered now: ${figures.undeliveredNow ?? "unknown"}; in the period: unknown (Engage doesn't keep them)`,
  );
  report.note(
    `Satisfaction: ${countOf(satisfaction.answers, "answer")}${satisfaction.averageGrade === null ? "" : `, average ${satisfaction.averageGrade.toFixed(1)}`}${satisfaction.averageScaled === null ? "" : `, ${Math.round(satisfaction.averageScaled * 100)}% of the scale`}`,
  );
  report.note(`By category: ${toList(figures.byCategory)}`);
  report.note(`By hour (UTC): ${toList(figures.byHour)}`);
  for (const gap of figures.gaps) {
    report.finding({ level: "warn", code: "report_gap", ...gap });
  }
  const exceeded = thresholds.findExceeded(figures);
  for (const finding of exceeded) {
    report.finding(finding);
  }
  return exceeded.length > 0 ? 2 : figures.gaps.length > 0 ? 1 : 0;
}

async function readScaled(account: Account, pace: CallPace, data: HandoverData): Promise<number[]> {
  const ids = data.ratings.flatMap(({ responseId }) => responseId ?? []);
  if (ids.length > MAX_SURVEY_ANSWERS) {
    data.gaps.push({
      message: `Only ${MAX_SURVEY_ANSWERS} of ${ids.length} survey answers were read.`,
      fix: "Choose a shorter period with --since.",
    });
  }
  const scaled: number[] = [];
  for (const id of ids.slice(0, MAX_SURVEY_ANSWERS)) {
    await pace.next();
    try {
      const answer = await account.rest({ method: "GET", path: ["survey_responses", id], schema: surveySchema });
      scaled.push(...[answer.main_indicator_scaled ?? []].flat());
    } catch (error) {
      if (!(error instanceof EngageError) || !["forbidden", "not_found"].includes(error.code)) {
        throw error;
      }
      data.gaps.push({ message: "The token may not read survey answers (right read_surveys).", fix: ADD_RIGHT });
      break;
    }
  }
  return scaled;
}

async function openData(path: string, sinceMs: number): Promise<HandoverData> {
  const now = Date.now();
  const fresh = emptyData(new Date(now - sinceMs).toISOString(), new Date(now).toISOString());
  const text = await readFile(path, "utf8").catch(() => undefined);
  const stored = text === undefined ? undefined : handoverDataSchema.safeParse(toJson(text)).data;
  const isSamePeriod =
    stored !== undefined &&
    now - Date.parse(stored.to) < RESUME_MS &&
    Math.abs(Date.parse(stored.from) - Date.parse(fresh.from)) < RESUME_MS;
  return isSamePeriod ? stored : fresh;
}

async function saveData(path: string, data: HandoverData): Promise<void> {
  const draft = `${path}.new`;
  await writeFile(draft, JSON.stringify(data), { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, path);
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toWait({ p50, p95 }: HandoverFigures["waitSeconds"]): string {
  return p50 === null || p95 === null
    ? "no agent took one over"
    : `half within ${Math.round(p50)} s, 95% within ${Math.round(p95)} s`;
}

function toMinute(iso: string): string {
  return iso.slice(0, 16).replace("T", " ");
}

function toList(counts: Readonly<Record<string, number>>): string {
  const items = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  return items.length === 0 ? "none" : items.join(", ");
}

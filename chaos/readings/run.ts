/** `npm run readings`: whole conversations under combinations of readings. Ends with status 1 when a promise is broken. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeReadings } from "../../sandbox/readings";
import { build } from "../../scripts/build";
import { runJobs } from "../runJobs";
import { PAGE, readChecks } from "./openQuestionsPage";
import { type ReadingsOptions, readOptions, USAGE } from "./options";
import { createRows, OUTAGES } from "./rows";
import type { RowJob, RowReport } from "./runRow";

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.isHelp) {
    return console.log(USAGE);
  }
  await build();
  const started = performance.now();
  const reports = new Map<number, RowReport>();
  const jobs = createJobs(options);
  const untilMs = started + options.limitMs;
  const worker = join(__dirname, "rowWorker.ts");
  const arePlayed = await runJobs<RowJob, RowReport>({
    worker,
    jobs,
    limitMs: options.limitMs,
    onReport(job, report) {
      reports.set(job.row, report);
      console.log(describeRow(job, report));
    },
  });
  const failing = jobs.filter(({ row }) => (reports.get(row)?.violations.length ?? 0) > 0);
  const areIsolated = await runJobs<RowJob, RowReport>({
    worker,
    jobs: failing.map((job) => ({ ...job, isolates: true })),
    limitMs: Math.max(1, untilMs - performance.now()),
    onReport: ({ row }, report) => void reports.set(row, report),
  });
  const isComplete = arePlayed && areIsolated;
  const all = [...reports.values()];
  console.log(
    `${all.length} rows, ${sum(all, "conversations")} conversations, ${sum(all, "messages")} messages, ${sum(all, "checks")} checks in ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
  for (const line of describeCulprits(jobs, reports)) {
    console.log(line);
  }
  if (!isComplete) {
    console.log("NOT COMPLETE: the time was over, or a process failed");
  }
  const isShort = isWhole(options) && isComplete && countChecks(all) < readChecks(readFileSync(PAGE, "utf8"));
  if (isShort) {
    console.log("FEWER CHECKS than docs/reference/open-questions.md says");
  }
  if (!isComplete || isShort || all.some(({ violations }) => violations.length > 0)) {
    process.exitCode = 1;
  }
}

function isWhole({ only, row, isAll }: ReadingsOptions): boolean {
  return Object.keys(only).length === 0 && row === undefined && !isAll;
}

function countChecks(reports: readonly RowReport[]): number {
  return reports.reduce((total, { checks }) => total + checks, 0);
}

function createJobs({ only, row, isAll }: ReadingsOptions): RowJob[] {
  if (Object.keys(only).length > 0) {
    return [{ row: 1, readings: only, isolates: false }];
  }
  const rows = [...createRows(isAll ? 3 : 2), ...OUTAGES];
  const jobs = rows.map((readings, index) => ({ row: index + 1, readings, isolates: false }));
  return row === undefined ? jobs : jobs.filter((job) => job.row === row);
}

function describeRow({ row, readings }: RowJob, { checks, violations, allowed }: RowReport): string {
  const outcome = violations.length === 0 ? "held  " : `BROKEN ${violations.length} times`;
  return [
    `row ${String(row).padStart(3)} ${outcome} ${checks} checks, ${allowed} known limits: ${describeReadings(readings)}`,
    ...violations.map(
      ({ invariant, kind, conversation, text }) => `    ${invariant} (${kind}) ${conversation}: ${text}`,
    ),
  ].join("\n");
}

function describeCulprits(jobs: readonly RowJob[], reports: ReadonlyMap<number, RowReport>): string[] {
  const rowsOf = new Map<string, number[]>();
  for (const { row } of jobs) {
    const report = reports.get(row);
    if (report !== undefined && report.violations.length > 0) {
      const blamed = describeReadings(Object.fromEntries(report.culprits));
      rowsOf.set(blamed, [...(rowsOf.get(blamed) ?? []), row]);
    }
  }
  return [...rowsOf].map(([blamed, rows]) => `to blame for row ${rows.join(", ")}: ${blamed}`);
}

function sum(reports: readonly RowReport[], member: "conversations" | "messages" | "checks"): string {
  return reports.reduce((total, report) => total + report[member], 0).toLocaleString("en-GB");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

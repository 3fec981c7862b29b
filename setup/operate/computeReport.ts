/** Computes the report from what was read. Pure. */
import type { HandoverData, ReportGap } from "./HandoverData";

/** Waited so long and nobody came: abandoned. */
const ABANDONED_AFTER_MS = 60 * 60_000;

export interface HandoverFigures {
  from: string;
  to: string;
  handovers: number;
  takenUp: number;
  /** Nobody took it up, and it was closed or an hour has passed. */
  abandoned: number;
  waiting: number;
  waitSeconds: { p50: number | null; p95: number | null };
  undeliveredNow: number | null;
  /** Past ones can't be read back. */
  undeliveredInPeriod: "unknown";
  byCategory: Record<string, number>;
  /** By the hour of the day, UTC. */
  byHour: Record<string, number>;
  satisfaction: { answers: number; averageGrade: number | null; averageScaled: number | null };
  gaps: ReportGap[];
}

export function computeReport(
  data: HandoverData,
  nameOf: (categoryId: string) => string,
  scaledRatings: readonly number[],
): HandoverFigures {
  const takeUps = groupTimes(data.takeUps);
  const ends = groupTimes(data.closed);
  const until = Date.parse(data.to);
  const waits: number[] = [];
  let abandoned = 0;
  let waiting = 0;
  const byCategory = new Map<string, number>();
  const byHour = new Map<string, number>();
  const handovers = eachOnce(data.handovers.filter(({ threadId }) => !data.rehearsalThreadIds.includes(threadId)));
  for (const { threadId, at, categoryIds } of handovers) {
    const from = Date.parse(at);
    const next = handovers
      .filter((one) => one.threadId === threadId && Date.parse(one.at) > from)
      .map((one) => Date.parse(one.at));
    const limit = Math.min(until, ...next);
    const takenAt = firstBetween(takeUps.get(threadId), from, limit);
    const endedAt = firstBetween(ends.get(threadId), from, limit);
    if (takenAt !== undefined) {
      waits.push((takenAt - from) / 1000);
    } else if (endedAt !== undefined || limit - from >= ABANDONED_AFTER_MS) {
      abandoned += 1;
    } else {
      waiting += 1;
    }
    for (const id of categoryIds) {
      increase(byCategory, nameOf(id));
    }
    increase(byHour, new Date(from).toISOString().slice(11, 13));
  }
  const grades = data.ratings.flatMap(({ grade }) => grade ?? []);
  return {
    from: data.from,
    to: data.to,
    handovers: handovers.length,
    takenUp: waits.length,
    abandoned,
    waiting,
    waitSeconds: { p50: percentile(waits, 0.5), p95: percentile(waits, 0.95) },
    undeliveredNow: data.undeliveredNow,
    undeliveredInPeriod: "unknown",
    byCategory: sorted(byCategory),
    byHour: sorted(byHour),
    satisfaction: {
      answers: data.ratings.length,
      averageGrade: average(grades),
      averageScaled: average(scaledRatings),
    },
    gaps: data.gaps,
  };
}

/** Nearest rank. */
export function percentile(values: readonly number[], share: number): number | null {
  const ordered = [...values].sort((left, right) => left - right);
  return ordered[Math.max(0, Math.ceil(ordered.length * share) - 1)] ?? null;
}

/** Pages shift while one reads, and a thread is recategorised several times: the first in a row is the handover. */
function eachOnce(handovers: HandoverData["handovers"]): HandoverData["handovers"] {
  const found = new Map(handovers.map((one) => [`${one.threadId} ${one.at}`, one]));
  return [...found.values()].sort((left, right) => (left.at < right.at ? -1 : 1));
}

function groupTimes(events: readonly { threadId: string; at: string }[]): Map<string, number[]> {
  const grouped = new Map<string, number[]>();
  for (const { threadId, at } of events) {
    grouped.set(threadId, [...(grouped.get(threadId) ?? []), Date.parse(at)]);
  }
  return grouped;
}

function firstBetween(times: readonly number[] | undefined, from: number, until: number): number | undefined {
  const inside = (times ?? []).filter((time) => time >= from && time <= until);
  return inside.length === 0 ? undefined : Math.min(...inside);
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([left], [right]) => (left < right ? -1 : 1)));
}

function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Limits for alerts: above one, the exit code is 2. */
import { countOf } from "../countOf";
import type { Finding } from "../report";
import type { HandoverFigures } from "./computeReport";

export interface Thresholds {
  findExceeded(figures: HandoverFigures): Finding[];
}

interface Given {
  "max-wait"?: string;
  "max-abandoned"?: string;
  "max-undelivered"?: string;
}

export function readThresholds(given: Given): Thresholds {
  const maxWait = readLimit("max-wait", given["max-wait"]);
  const maxAbandoned = readLimit("max-abandoned", given["max-abandoned"]);
  const maxUndelivered = readLimit("max-undelivered", given["max-undelivered"]);
  return {
    findExceeded({ waitSeconds, abandoned, handovers, undeliveredNow }) {
      const share = handovers === 0 ? 0 : (100 * abandoned) / handovers;
      const exceeded = (code: string, message: string): Finding => ({
        level: "fail",
        code,
        message,
        fix: "See who is available under Supervision in Engage.",
      });
      return [
        ...(isAbove(waitSeconds.p95, maxWait)
          ? [
              exceeded(
                "wait_too_long",
                `95% of customers waited up to ${Math.round(waitSeconds.p95 ?? 0)} s (limit ${maxWait} s).`,
              ),
            ]
          : []),
        ...(isAbove(share, maxAbandoned)
          ? [
              exceeded(
                "too_many_abandoned",
                `${share.toFixed(1)}% of handovers were abandoned (limit ${maxAbandoned}%).`,
              ),
            ]
          : []),
        ...(isAbove(undeliveredNow, maxUndelivered)
          ? [
              exceeded(
                "too_many_undelivered",
                `Undelivered now: ${countOf(undeliveredNow ?? 0, "conversation")} (limit ${maxUndelivered}).`,
              ),
            ]
          : []),
      ];
    },
  };
}

function readLimit(name: string, text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const limit = Number(text);
  if (text.trim() === "" || !Number.isFinite(limit) || limit < 0) {
    throw new Error(`--${name} takes a number, and not "${text}".`);
  }
  return limit;
}

/** What is unknown is above no limit. */
function isAbove(value: number | null, limit: number | undefined): boolean {
  return value !== null && limit !== undefined && value > limit;
}

/** Every open question about the platforms, and how to set the stand-ins to any combination of readings. */
import { COGNIGY_QUESTIONS } from "./readings/cognigyQuestions";
import { ENGAGE_QUESTIONS } from "./readings/engageQuestions";
import type { Question, Reading, StandInOptions } from "./readings/Question";

export const QUESTIONS: readonly Question[] = [...COGNIGY_QUESTIONS, ...ENGAGE_QUESTIONS];

/** Names of readings by question. Questions that are missing are read by default. */
export type Readings = Readonly<Record<string, string>>;

export function findReading(questionId: string, name: string): Reading {
  const question = QUESTIONS.find(({ id }) => id === questionId);
  const reading = question?.readings.find((one) => one.name === name);
  if (reading === undefined) {
    const known = question ? question.readings.map((one) => one.name) : QUESTIONS.map(({ id }) => id);
    throw new Error(`There is no "${question ? name : questionId}". Known: ${known.join(", ")}`);
  }
  return reading;
}

/** Without what is read by default. */
export function unusualOf(readings: Readings): [questionId: string, name: string][] {
  return Object.entries(readings).filter(
    ([questionId, name]) => QUESTIONS.find(({ id }) => id === questionId)?.readings[0].name !== name,
  );
}

export function describeReadings(readings: Readings): string {
  return (
    unusualOf(readings)
      .map(([questionId, name]) => `${questionId}=${name}`)
      .join(", ") || "all by default"
  );
}

export function toStandInOptions(readings: Readings): StandInOptions {
  return mergeAll(QUESTIONS.map(({ id, readings: [usual] }) => findReading(id, readings[id] ?? usual.name)));
}

/** Only what these readings change: everything else stays as the stand-ins have it by themselves. */
export function toUnusualOptions(readings: Readings): StandInOptions {
  return mergeAll(unusualOf(readings).map(([id, name]) => findReading(id, name)));
}

function mergeAll(chosen: readonly Reading[]): StandInOptions {
  return chosen.reduce<StandInOptions>((all, { options }) => merge(all, options), {});
}

/** The options of two readings meet only in groups such as `rules`. */
function merge<Options extends object>(one: Options, other: Options): Options {
  const merged = { ...one, ...other };
  for (const key of keysOf(other)) {
    const [before, value] = [one[key], other[key]];
    if (isGroup(before) && isGroup(value)) {
      merged[key] = merge(before, value);
    }
  }
  return merged;
}

function keysOf<Options extends object>(options: Options): (keyof Options)[] {
  return Object.keys(options) as (keyof Options)[];
}

function isGroup(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is asked for on the command line of `npm run readings`. */
import { parseArgs } from "node:util";
import { findReading, type Readings } from "../../sandbox/readings";

export interface ReadingsOptions {
  /** Readings that every row has. */
  only: Readings;
  row: number | undefined;
  isAll: boolean;
  limitMs: number;
  isHelp: boolean;
}

export const USAGE = `npm run readings -- [options]
  --only <question>=<reading>  plays this combination alone; may be repeated
  --row <n>                    plays row n of the array alone
  --all                        any three readings meet, in place of any two: for nights
  --minutes <n>                hard stop (default 5, with --all 240)`;

export function readOptions(args: string[]): ReadingsOptions {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string", multiple: true },
      row: { type: "string" },
      all: { type: "boolean" },
      minutes: { type: "string" },
      help: { type: "boolean" },
    },
  });
  const { only = [], all = false, help = false } = values;
  const pairs = only.map((text): [string, string] => {
    const [id = "", name = ""] = text.split("=");
    findReading(id, name);
    return [id, name];
  });
  return {
    only: Object.fromEntries(pairs),
    row: values.row === undefined ? undefined : toNumber(values.row),
    isAll: all,
    limitMs: toNumber(values.minutes ?? (all ? "240" : "5")) * 60_000,
    isHelp: help,
  };
}

function toNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new Error(`"${text}" is no number`);
  }
  return number;
}

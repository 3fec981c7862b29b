/** What is asked for on the command line. */
import { parseArgs } from "node:util";

export interface ChaosOptions {
  seeds: string[];
  conversations: number;
  /** Conversations with real processes and sockets; 0: none. */
  real: number;
  trace: string | undefined;
  /** Only this simulation of the run, twice. */
  replay: number | undefined;
  limitMs: number;
  /** Whether each simulation answers the open questions about the platforms in its own way. */
  drawsReadings: boolean;
  isHelp: boolean;
}

export const USAGE = `npm run chaos -- [options]
  --seed <text>         what chance follows (default 1)
  --conversations <n>   default 300; with --real 100
  --long                10,000 conversations for each of three seeds, then 100 real ones
  --real                real processes, sockets and time
  --usual               answers the open questions about the platforms as they most likely are; without it each
                        simulation draws its own answers
  --trace <c12>         prints what happened to this conversation
  --replay <n>          runs simulation n of the seed alone, twice, and compares
  --minutes <n>         hard stop for each run (default 5, with --long 40)`;

export function readOptions(args: string[]): ChaosOptions {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: "string" },
      conversations: { type: "string" },
      long: { type: "boolean" },
      real: { type: "boolean" },
      usual: { type: "boolean" },
      trace: { type: "string" },
      replay: { type: "string" },
      minutes: { type: "string" },
      help: { type: "boolean" },
    },
  });
  const count = (text: string | undefined, normal: number) => {
    const number = Number(text ?? normal);
    if (!Number.isInteger(number) || number < 0) {
      throw new Error(`"${text}" is no number`);
    }
    return number;
  };
  const { long = false, real = false, seed } = values;
  return {
    seeds: seed !== undefined ? [seed] : long ? ["1", "2", "3"] : ["1"],
    conversations: real && !long ? 0 : count(values.conversations, long ? 10_000 : 300),
    real: long ? 100 : real ? count(values.conversations, 100) : 0,
    trace: values.trace,
    replay: values.replay === undefined ? undefined : count(values.replay, 0),
    limitMs: count(values.minutes, long ? 40 : 5) * 60_000,
    drawsReadings: !values.usual,
    isHelp: values.help ?? false,
  };
}

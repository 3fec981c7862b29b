/** Decides when the outputs of one execution are handled. */
import { createRandom, shuffle } from "../../createRandom";
import type { OutputOrder } from "../CognigyOptions";

export interface OutputSchedule<Output> {
  add(output: Output): void;
  /** After the Flow has ended. Resolves when everything is handled. */
  finish(): Promise<void>;
}

export function scheduleOutputs<Output>(
  order: OutputOrder,
  handle: (output: Output) => Promise<void>,
): OutputSchedule<Output> {
  if (order === "overlapping") {
    const running: Promise<void>[] = [];
    return {
      add: (output) => void running.push(handle(output)),
      finish: async () => void (await Promise.all(running)),
    };
  }
  if (order === "serial") {
    let last = Promise.resolve();
    return {
      add: (output) => {
        last = last.then(() => handle(output));
      },
      finish: () => last,
    };
  }
  const held: Output[] = [];
  return {
    add: (output) => void held.push(output),
    finish: async () => {
      for (const output of shuffle(held, createRandom(order.shuffleSeed))) {
        await handle(output);
      }
    },
  };
}

/** Plays a script step by step, slowly enough to watch, up to its end or the first step that fails. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Script } from "../../../scripts/rehearsal/Script";
import { ScriptPlayer } from "./ScriptPlayer";
import type { ScriptStage } from "./ScriptStage";

export interface ReplayState {
  script: Script;
  /** Of the step that is played, or was the last one. */
  index: number;
  phase: "playing" | "passed" | "failed";
  /** Why it failed. */
  failure?: string;
}

export interface Replay {
  state: ReadonlySignal<ReplayState | undefined>;
  play(script: Script): Promise<void>;
  /** Ends it, and forgets its result. */
  stop(): void;
}

export function createReplay(stage: ScriptStage, { pauseMs = 700 } = {}): Replay {
  const state = signal<ReplayState | undefined>(undefined);
  let current: ScriptPlayer | undefined;

  const stop = () => {
    current?.stop();
    current = undefined;
    state.value = undefined;
  };
  return {
    state,
    stop,
    async play(script) {
      stop();
      const player = new ScriptPlayer(script, stage);
      current = player;
      state.value = { script, index: 0, phase: "playing" };
      let ended = await player.begin();
      for (const [index, step] of script.steps.entries()) {
        if (current !== player || ended !== "done") {
          break;
        }
        state.value = { script, index, phase: "playing" };
        ended = await player.play(step);
        await pause(typeof step === "string" || !("expect" in step) ? pauseMs : 0);
      }
      const shown = state.value;
      // Another replay, or none, has taken its place.
      if (current !== player || shown === undefined) {
        return;
      }
      state.value =
        ended === "done" ? { ...shown, phase: "passed" } : { ...shown, phase: "failed", failure: ended.failure };
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

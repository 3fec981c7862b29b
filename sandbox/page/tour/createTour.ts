/** Plays the steps of a tour: each does something real, then waits until it can be seen. */
import { createStore, type Store } from "../store";
import { waitUntil } from "./waitUntil";

export interface TourStep {
  title: string;
  text: string;
  /** Where to look: a column of the page. */
  region: "customer" | "flow" | "desk" | "faults";
  act?(): Promise<unknown> | unknown;
  /** What can be seen when it is done, for people, and how it is known. */
  expects?: { what: string; isMet(): boolean };
}

export interface TourState {
  /** Missing: no tour is running. */
  index?: number;
  phase: "doing" | "done" | "stuck";
  isSelfPlaying: boolean;
}

export interface Tour {
  state: Store<TourState>;
  start(): void;
  next(): void;
  retry(): void;
  playByItself(isSelfPlaying: boolean): void;
  stop(): void;
}

interface Options {
  steps: readonly TourStep[];
  /** Tells of every change that a step may wait for. */
  subscribe(listener: () => void): () => void;
  onStep(step: TourStep | undefined): void;
  timeoutMs?: number;
  readingMs?: number;
}

const IDLE: TourState = { phase: "done", isSelfPlaying: false };

export function createTour({ steps, subscribe, onStep, timeoutMs = 20_000, readingMs = 4000 }: Options): Tour {
  const state = createStore<TourState>(IDLE);
  let giveUp: () => void = () => undefined;
  let reading: ReturnType<typeof setTimeout> | undefined;
  /** A step that was left behind has no say any more. */
  let turn = 0;

  const readOn = () => {
    clearTimeout(reading);
    const { phase, isSelfPlaying, index } = state.get();
    if (index !== undefined && isSelfPlaying && phase === "done" && index < steps.length - 1) {
      reading = setTimeout(() => void play(index + 1), readingMs);
    }
  };
  const play = async (index: number) => {
    const step = steps[index];
    giveUp();
    clearTimeout(reading);
    turn += 1;
    const mine = turn;
    onStep(step);
    if (step === undefined) {
      state.set(IDLE);
      return;
    }
    state.set({ ...state.get(), index, phase: "doing" });
    await step.act?.();
    if (mine !== turn) {
      return;
    }
    const waiting = waitUntil(() => step.expects?.isMet() ?? true, subscribe, timeoutMs);
    giveUp = waiting.giveUp;
    const outcome = await waiting.outcome;
    if (mine !== turn) {
      return;
    }
    state.set({ ...state.get(), phase: outcome === "met" ? "done" : "stuck" });
    readOn();
  };
  const playFrom = (step: number) => () => void play((state.get().index ?? -1) + step);
  return {
    state,
    start: () => void play(0),
    next: playFrom(1),
    retry: playFrom(0),
    playByItself: (isSelfPlaying) => {
      state.set({ ...state.get(), isSelfPlaying });
      readOn();
    },
    stop: () => void play(steps.length),
  };
}

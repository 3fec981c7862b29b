/** Plays the chapters of a tour, step by step: each does something real, then waits until it can be seen. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { waitUntil } from "./waitUntil";

export interface TourStep {
  title: string;
  text: string;
  /** Where to look. */
  region: "customer" | "flow" | "desk" | "faults";
  act?(): Promise<unknown> | unknown;
  /** What can be seen when it is done, for people, and how it is known. */
  expects?: { what: string; isMet(): boolean };
}

export interface TourChapter {
  title: string;
  steps: readonly TourStep[];
}

export interface TourState {
  /** Among the steps of all chapters. Missing: no tour is running. */
  index?: number;
  phase: "doing" | "done" | "stuck";
  isSelfPlaying: boolean;
}

export interface Tour {
  state: ReadonlySignal<TourState>;
  chapters: readonly TourChapter[];
  /** Where the running step is. */
  place(index: number): { chapter: TourChapter; step: TourStep; number: number; isLast: boolean } | undefined;
  /** From the first chapter, or another. */
  start(chapter?: number): void;
  next(): void;
  retry(): void;
  playByItself(isSelfPlaying: boolean): void;
  stop(): void;
}

interface Options {
  chapters: readonly TourChapter[];
  onStep(step: TourStep | undefined): void;
  timeoutMs?: number;
  readingMs?: number;
}

const IDLE: TourState = { phase: "done", isSelfPlaying: false };

export function createTour({ chapters, onStep, timeoutMs = 20_000, readingMs = 4000 }: Options): Tour {
  const state = signal<TourState>(IDLE);
  const places = chapters.flatMap((chapter) =>
    chapter.steps.map((step, index) => ({ chapter, step, number: index + 1 })),
  );
  let giveUp: () => void = () => undefined;
  let reading: ReturnType<typeof setTimeout> | undefined;
  /** A step that was left behind has no say any more. */
  let turn = 0;

  const readOn = () => {
    clearTimeout(reading);
    const { phase, isSelfPlaying, index } = state.value;
    if (index !== undefined && isSelfPlaying && phase === "done" && index < places.length - 1) {
      reading = setTimeout(() => void play(index + 1), readingMs);
    }
  };
  const play = async (index: number) => {
    const step = places[index]?.step;
    giveUp();
    clearTimeout(reading);
    turn += 1;
    const mine = turn;
    onStep(step);
    if (step === undefined) {
      state.value = IDLE;
      return;
    }
    state.value = { ...state.value, index, phase: "doing" };
    await step.act?.();
    if (mine !== turn) {
      return;
    }
    const waiting = waitUntil(() => step.expects?.isMet() ?? true, timeoutMs);
    giveUp = waiting.giveUp;
    const outcome = await waiting.outcome;
    if (mine !== turn) {
      return;
    }
    state.value = { ...state.value, phase: outcome === "met" ? "done" : "stuck" };
    readOn();
  };
  const playFrom = (step: number) => () => void play((state.value.index ?? -1) + step);
  return {
    state,
    chapters,
    place: (index) => {
      const place = places[index];
      return place && { ...place, isLast: index === places.length - 1 };
    },
    start: (chapter = 0) => void play(places.findIndex((place) => place.chapter === chapters[chapter])),
    next: playFrom(1),
    retry: playFrom(0),
    playByItself: (isSelfPlaying) => {
      state.value = { ...state.value, isSelfPlaying };
      readOn();
    },
    stop: () => void play(places.length),
  };
}

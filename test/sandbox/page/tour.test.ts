/** The tour plays its steps in order, waits for what it expects, and says when it does not come. */
import { signal } from "@preact/signals";
import { createTour, type TourState, type TourStep } from "../../../sandbox/page/tour/createTour";
import { listTourChanges } from "../../../sandbox/page/tour/listTourChanges";

function openTour(steps: TourStep[], times: { timeoutMs?: number; readingMs?: number } = {}) {
  const world = signal("");
  const shown: (string | undefined)[] = [];
  const tour = createTour({
    // Two chapters, where there are enough steps.
    chapters: [
      { title: "First", steps: steps.slice(0, 2) },
      { title: "Second", steps: steps.slice(2) },
    ],
    onStep: (step) => shown.push(step?.title),
    timeoutMs: 5_000,
    readingMs: 0,
    ...times,
  });
  const until = (isMet: (state: TourState) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (isMet(tour.state.value)) {
          resolve();
        }
      };
      tour.state.subscribe(look);
      look();
    });
  return { world, shown, tour, until };
}

const toStep = (title: string, more: Partial<TourStep> = {}): TourStep => ({
  title,
  text: "",
  region: "flow",
  ...more,
});

test("Next does the next step, which is done when it can be seen", async () => {
  const { world, shown, tour, until } = openTour([
    toStep("one"),
    toStep("two", { expects: { what: "an answer", isMet: () => world.value === "answer" } }),
  ]);
  tour.start();
  await until(({ phase, index }) => index === 0 && phase === "done");
  tour.next();
  expect(tour.state.value).toMatchObject({ index: 1, phase: "doing" });
  world.value = "answer";
  await until(({ phase }) => phase === "done");
  expect(shown).toEqual(["one", "two"]);
});

test("What does not come is told, and can be tried again", async () => {
  let tries = 0;
  const act = () => {
    tries += 1;
  };
  const steps = [toStep("one", { act, expects: { what: "a second try", isMet: () => tries === 2 } })];
  const { tour, until } = openTour(steps, { timeoutMs: 5 });
  tour.start();
  await until(({ phase }) => phase === "stuck");
  tour.retry();
  await until(({ phase }) => phase === "done");
  expect(tries).toBe(2);
});

test("By itself it plays to the last step, and stays there", async () => {
  const { shown, tour, until } = openTour([toStep("one"), toStep("two"), toStep("three")]);
  tour.start();
  tour.playByItself(true);
  await until(({ phase, index }) => index === 2 && phase === "done");
  expect(shown).toEqual(["one", "two", "three"]);
});

test("A chapter can be chosen, and the last one ends the tour", async () => {
  const { shown, tour, until } = openTour([toStep("one"), toStep("two"), toStep("three")]);
  tour.start(1);
  await until(({ phase, index }) => index === 2 && phase === "done");
  expect(tour.place(2)).toMatchObject({ chapter: { title: "Second" }, number: 1, isLast: true });
  tour.next();
  expect(tour.state.value).toEqual({ phase: "done", isSelfPlaying: false });
  expect(shown).toEqual(["three", undefined]);
});

test("Stopped in the middle of a step, nothing of it counts any more", async () => {
  const { world, shown, tour } = openTour([
    toStep("one", { expects: { what: "an answer", isMet: () => world.value === "answer" } }),
    toStep("two"),
  ]);
  tour.start();
  tour.playByItself(true);
  tour.stop();
  world.value = "answer";
  await Promise.resolve();
  expect(tour.state.value).toEqual({ phase: "done", isSelfPlaying: false });
  expect(shown).toEqual(["one", undefined]);
});

describe("Before the tour starts from scratch", () => {
  const view = {
    desk: { threads: [] },
    faults: {
      engage: "none",
      webhooksDuplicated: false,
      webhooksReordered: false,
      webhooksDelayed: false,
      wrongSecret: false,
      retrySpeed: 1,
    },
    clock: { shiftMs: 0, utcOffsetMs: 0, place: "Paris", hours: "always", isOpen: true },
    readings: {},
  } as const;

  test("nothing is asked when there is nothing to lose", () => {
    expect(listTourChanges({ ...view, desk: { threads: [] } }, false)).toEqual([]);
  });

  test.each([
    ["a chat", {}, true, "All conversations are deleted."],
    ["a fault", { faults: { ...view.faults, wrongSecret: true } }, false, "Faults end."],
    [
      "another clock",
      { clock: { ...view.clock, shiftMs: 1 } },
      false,
      "The clock is your computer's again, and the shop is open round the clock.",
    ],
    ["another platform", { readings: { a: "b" } }, false, "The platforms behave as usual again."],
  ])("%s is named", (_name, change, hasChat, words) => {
    expect(listTourChanges({ ...view, desk: { threads: [] }, ...change }, hasChat)).toEqual([words]);
  });
});

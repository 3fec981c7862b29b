/** When an expectation looks: early and often, or seldom where requests are few, and always at the end of its time. */
import type { RehearsalClock } from "../../setup/rehearse/RehearsalClock";
import { type Patience, waitFor } from "../../setup/rehearse/waitFor";

async function looksAt(given: Partial<Patience>, comesAtMs = Number.POSITIVE_INFINITY) {
  let nowMs = 0;
  const clock: RehearsalClock = {
    now: () => nowMs,
    async sleep(ms) {
      nowMs += ms;
    },
  };
  const seconds: number[] = [];
  const look = () => {
    seconds.push(nowMs / 1000);
    return nowMs >= comesAtMs ? "there" : undefined;
  };
  const { signal } = new AbortController();
  const found = await waitFor(look, {
    withinMs: 30_000,
    signal,
    clock,
    firstMs: 500,
    delaysMs: [500, 1_000, 2_000, 5_000],
    ...given,
  });
  return { seconds, found };
}

test.each([
  ["as many as fit", {}, [0.5, 1, 2, 4, 9, 14, 19, 24, 29, 30]],
  ["more than fit", { looks: 20 }, [0.5, 1, 2, 4, 9, 14, 19, 24, 29, 30]],
  ["six", { looks: 6 }, [0.5, 6.4, 12.3, 18.2, 24.1, 30]],
  ["three", { looks: 3 }, [0.5, 15.25, 30]],
  ["two", { looks: 2 }, [0.5, 30]],
  ["one", { looks: 1 }, [30]],
])("%s", async (_what, given, expected) => {
  const { seconds, found } = await looksAt(given);
  expect(seconds.map((second) => Math.round(second * 1000) / 1000)).toEqual(expected);
  expect(found).toBeUndefined();
});

test("it ends with what is found", async () => {
  expect(await looksAt({ looks: 3 }, 10_000)).toEqual({ seconds: [0.5, 15.25], found: "there" });
});

/** Second tries may be made faster while they wait. */
import { WorkTracker } from "../../../sandbox/engage/domain/WorkTracker";
import { RetryQueue } from "../../../sandbox/engage/outbound/RetryQueue";

test("What waits for an hour comes at once on a faster clock", async () => {
  const retries = new RetryQueue(new WorkTracker());
  const fired = new Promise<void>((resolve) => retries.add("webhook", 3_600_000, resolve));
  retries.setTimeScale(1e-6);
  await fired;
  retries.close();
});

test("What is added later waits on the same clock", async () => {
  const retries = new RetryQueue(new WorkTracker());
  retries.setTimeScale(1e-6);
  await new Promise<void>((resolve) => retries.add("webhook", 3_600_000, resolve));
  retries.close();
});

test("What waits for an hour comes at once when the hour is skipped, and no earlier", async () => {
  const retries = new RetryQueue(new WorkTracker());
  let fired = "";
  const second = new Promise<void>((resolve) => {
    retries.add("webhook", 3_600_000, () => {
      fired += "second";
      resolve();
    });
  });
  retries.add("webhook", 7_200_000, () => {
    fired += "third";
  });
  retries.skip(3_600_000);
  await second;
  expect(fired).toBe("second");
  retries.close();
});

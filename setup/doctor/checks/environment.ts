/** What lies between the platforms: clocks, and how much of Engage's limit is left. */
import { type Check, fail, pass, skip, warn } from "../check";

const NOTABLE_MS = 60_000;
/** Seals are good for five minutes either way. */
const TOO_MUCH_MS = 5 * 60_000;

export const clocks: Check = {
  id: "clocks",
  title: "Clocks",
  needs: [],
  after: [],
  isLast: true,
  async run({ clocks: known }) {
    const engage = known.get("Engage");
    if (engage === undefined) {
      return [skip("clocks_unknown", "Clocks: Engage does not tell the time")];
    }
    const all = [...known.values(), 0];
    const apart = Math.max(...all) - Math.min(...all);
    const told = [...known]
      .map(([who, ms]) => [who, Math.round(ms / 1000)] as const)
      .map(([who, seconds]) => `${who} ${seconds > 0 ? "+" : ""}${seconds || 0} s`)
      .join(", ");
    if (apart < NOTABLE_MS) {
      return [pass("clocks", `The clocks agree (${told})`)];
    }
    const message = `Clocks are apart, seen from here: ${told}.`;
    const fix =
      "Set the clock of this machine (NTP). If it is right, ask the platform whose clock is off: seals are good for 5 minutes only.";
    return [apart < TOO_MUCH_MS ? warn("clocks_apart", message, fix) : fail("clocks_apart", message, fix)];
  },
};

/** After all others: how many requests they took, and whether Engage had enough of them. */
export const rateLimit: Check = {
  id: "rateLimit",
  title: "Rate limit",
  needs: [],
  after: ["api"],
  isLast: true,
  async run({ account }) {
    const { calls, refusals } = account().counters();
    if (refusals > 0) {
      return [
        warn(
          "rate_limited",
          `Engage refused ${refusals} of this run's requests as too many.`,
          "See who else uses the API: 500 requests a minute are for the whole account. Bots need what is left.",
        ),
      ];
    }
    return [
      pass(
        "rate_limit",
        `Engage took all ${calls + 1} requests of this run; the limit is 500 a minute for the whole account`,
      ),
    ];
  },
};

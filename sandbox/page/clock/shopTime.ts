/** Times of the shop's place in words, whatever zone the browser is in. */
import type { ClockView } from "../../app/view";

type Zone = Pick<ClockView, "utcOffsetMs">;

/** `Sat 18:33`. */
export function formatShopTime({ utcOffsetMs }: Zone, at: number): string {
  return new Date(at + utcOffsetMs)
    .toLocaleString("en-GB", { timeZone: "UTC", weekday: "short", hour: "2-digit", minute: "2-digit" })
    .replace(",", "");
}

/** To the next opening or closing, and a second more. */
export function secondsToChange({ changesAt }: ClockView, now: number): number | undefined {
  return changesAt === undefined ? undefined : Math.max(1, Math.ceil((changesAt - now) / 1000) + 1);
}

export function describeChange(clock: ClockView): string {
  if (clock.changesAt === undefined) {
    return `It is open round the clock (${clock.place}).`;
  }
  return `It ${clock.isOpen ? "closes" : "opens"} on ${formatShopTime(clock, clock.changesAt)} (${clock.place}).`;
}

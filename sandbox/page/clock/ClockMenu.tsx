/** The sandbox's clock and the shop's hours: what takes minutes or days on the platforms can be seen at once. */
import type { ClockView } from "../../app/view";
import { Menu } from "../components/Menu";
import { sendCommand } from "../sendCommand";
import { describeChange, formatShopTime, secondsToChange } from "./shopTime";

const STEPS = [
  { title: "1 minute", seconds: 60 },
  { title: "5 minutes", seconds: 300 },
  { title: "1 hour", seconds: 3600 },
] as const;

const HOURS = [
  { hours: "always", title: "Round the clock" },
  { hours: "shop", title: "Monday to Saturday, 9:00 to 18:00" },
] as const;

export function ClockMenu({ clock, now }: { clock: ClockView; now: number }) {
  const move = (seconds: number) => void sendCommand({ type: "moveClock", seconds });
  const change = secondsToChange(clock, now);
  return (
    <Menu
      label={clock.isOpen ? formatShopTime(clock, now) : `Closed, ${formatShopTime(clock, now).slice(-5)}`}
      icon="clock"
      look={clock.shiftMs > 0 || !clock.isOpen ? "is-on" : "is-quiet"}
      testId="clock"
    >
      {() => (
        <div class="clock-panel stack">
          <p>
            <span class="name" data-testid="clock-shop">
              {clock.isOpen ? "The shop is open." : "The shop is closed."}
            </span>{" "}
            {describeChange(clock)}
          </p>
          <section aria-labelledby="clock-move" class="stack">
            <h3 id="clock-move">Move the clock forward by</h3>
            <div class="row wrap">
              {STEPS.map(({ title, seconds }) => (
                <button
                  key={seconds}
                  type="button"
                  class="button"
                  data-testid={`clock-${seconds}`}
                  onClick={() => move(seconds)}
                >
                  {title}
                </button>
              ))}
              <button
                type="button"
                class="button"
                data-testid="clock-change"
                aria-disabled={change === undefined}
                data-explain={
                  change === undefined ? "The shop is open round the clock. Choose other hours first." : undefined
                }
                onClick={() => change !== undefined && move(change)}
              >
                {clock.isOpen ? "Until it closes" : "Until it opens"}
              </button>
            </div>
            <p class="quiet">
              After 2 minutes in the queue, the bot says that it takes longer. It notices at Engage's next event: in
              Webchat at once, through a queue update; on Engage Messaging when the customer writes again.
            </p>
            <p class="quiet">Reset the sandbox to get back to your computer's time.</p>
          </section>
          <fieldset>
            <legend class="name">The shop's hours in Engage</legend>
            {HOURS.map(({ hours, title }) => (
              <label key={hours} class="check" data-testid={`hours-${hours}`}>
                <input
                  type="radio"
                  name="shop-hours"
                  checked={clock.hours === hours}
                  onChange={() => void sendCommand({ type: "setShopHours", hours })}
                />
                {title}
              </label>
            ))}
          </fieldset>
        </div>
      )}
    </Menu>
  );
}

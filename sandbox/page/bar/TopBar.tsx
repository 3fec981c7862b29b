/** The product's name, the numbers that count, and what a person can start. */
import type { SandboxView } from "../../app/view";
import { Icon } from "../components/Icon";
import { Term } from "../components/Term";
import { narrowScreen } from "../narrowScreen";
import { PlatformBehaviour } from "../readings/PlatformBehaviour";
import { askForTour } from "../tour/startFromScratch";
import { serverLink } from "../viewStream";
import { BreakSomething } from "./BreakSomething";
import { Numbers } from "./Numbers";
import { ResetSandbox } from "./ResetSandbox";
import { ThemeSwitch } from "./ThemeSwitch";

const LINKS = {
  online: { tone: "tone-agent", text: "" },
  offline: { tone: "tone-bad", text: "Sandbox away, trying again…" },
  connecting: { tone: "", text: "Connecting…" },
} as const;

export function TopBar({ view }: { view: SandboxView | undefined }) {
  const link = serverLink.value;
  const { tone, text } = LINKS[link];
  return (
    <header class="top row fixed">
      <div class="brand row">
        <span class="brand-mark" aria-hidden="true">
          <Icon name="fork" />
        </span>
        <h1 class="cut">
          RingCentral Engage <span class="quiet wide-only">for Cognigy.AI</span>
        </h1>
        {!narrowScreen.value && (
          <Term name="about">
            <span class="pill tone-idle" data-testid="about">
              ?<span class="unseen"> What is this?</span>
            </span>
          </Term>
        )}
        <span
          class={`status row quiet digits ${tone}`}
          data-testid="link"
          data-state={link}
          data-explain={text || "The sandbox is running"}
        >
          {text || <span class="unseen">The sandbox is running</span>}
        </span>
      </div>
      {view !== undefined && link !== "offline" && <Numbers numbers={view.numbers} />}
      <div class="row fixed">
        <button type="button" class="button is-primary" data-testid="tour-start" onClick={askForTour}>
          <Icon name="play" />
          <span class="button-text">Take the tour</span>
          <span class="narrow-only">Tour</span>
        </button>
        {view !== undefined && <BreakSomething faults={view.faults} />}
        {view !== undefined && narrowScreen.value && <PlatformBehaviour readings={view.readings} />}
        <ResetSandbox />
        <ThemeSwitch />
      </div>
    </header>
  );
}

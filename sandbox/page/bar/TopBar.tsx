/** The product's name, the numbers that count, the tour and the theme. */
import type { SandboxView } from "../../app/view";
import { Icon } from "../components/Icon";
import { pageTour } from "../tour/pageTour";
import { serverLink } from "../viewStream";
import { Numbers } from "./Numbers";
import { ThemeSwitch } from "./ThemeSwitch";

export function TopBar({ view }: { view: SandboxView | undefined }) {
  const link = serverLink.value;
  return (
    <header class="top">
      <div class="brand">
        <span class="brand-mark" aria-hidden="true">
          <Icon name="fork" />
        </span>
        <h1>
          RingCentral Engage <span class="brand-for">for Cognigy.AI</span>
        </h1>
        <span class={`status is-${link}`} data-testid="link" data-state={link}>
          {link === "online" ? "Sandbox" : link === "offline" ? "Sandbox away, trying again…" : "Connecting…"}
        </span>
      </div>
      {view !== undefined && <Numbers numbers={view.numbers} />}
      <div class="top-tools">
        <button type="button" class="button is-primary" data-testid="tour-start" onClick={pageTour.start}>
          <Icon name="play" />
          <span class="wide-only">Run the tour</span>
          <span class="narrow-only">Tour</span>
        </button>
        <ThemeSwitch />
      </div>
    </header>
  );
}

/** What can be made to fail, and what is failing now. */
import { useState } from "preact/hooks";
import type { FaultSettings } from "../../app/view";
import { Icon } from "../components/Icon";
import { Segmented } from "../components/Segmented";
import { pageChoices } from "../pageChoices";
import { sendCommand } from "../sendCommand";
import { listActiveFaults } from "./activeFaults";
import { ResetSandbox } from "./ResetSandbox";

const WEBHOOK_FAULTS = [
  { key: "webhooksDuplicated", label: "Twice", testId: "fault-duplicated", hint: "Every webhook is delivered twice" },
  { key: "webhooksReordered", label: "Reordered", testId: "fault-reordered", hint: "Webhooks overtake each other" },
  { key: "webhooksDelayed", label: "Late", testId: "fault-delayed", hint: "Webhooks come seconds later" },
  { key: "wrongSecret", label: "Wrong secret", testId: "fault-wrong-secret", hint: "Webhooks carry a wrong secret" },
] as const;

export function FaultBar({ faults }: { faults: FaultSettings }) {
  const [isOpen, setOpen] = useState(false);
  const { region } = pageChoices.value;
  const active = listActiveFaults(faults);
  const setFaults = (change: Partial<FaultSettings>) => void sendCommand({ type: "setFaults", faults: change });
  const classes = ["faults", isOpen ? "is-open" : "", active.length > 0 ? "is-active" : ""];
  return (
    <section
      class={[...classes, region === "faults" ? "is-shown" : ""].filter((one) => one !== "").join(" ")}
      aria-label="Faults"
      data-testid="faults"
    >
      <button
        type="button"
        class="faults-toggle"
        aria-expanded={isOpen}
        aria-controls="faults-controls"
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="bolt" />
        Faults
        <Icon name="chevron" />
      </button>
      <p class="faults-state" role="status" data-testid="faults-active">
        <Icon name="bolt" />
        {active.length === 0 ? "No faults" : `${active.length} on`}
        <span class="unseen">{active.join(", ")}</span>
      </p>
      <div class="faults-controls" id="faults-controls">
        <div class="faults-group">
          <span class="faults-label">Engage API</span>
          <Segmented
            label="Fault of Engage's API"
            name="fault-engage"
            value={faults.engage}
            warns
            onChange={(engage) => setFaults({ engage })}
            options={[
              { value: "none", label: "Well", testId: "fault-engage-none", hint: "Engage answers as it should" },
              { value: "slow", label: "Slow", testId: "fault-engage-slow", hint: "Each call takes over a second" },
              { value: "errors", label: "500", testId: "fault-engage-errors", hint: "Each call fails with 500" },
              { value: "throttling", label: "429", testId: "fault-engage-throttling", hint: "Too many requests" },
              { value: "resets", label: "Drops", testId: "fault-engage-resets", hint: "Connections break" },
            ]}
          />
        </div>
        <div class="faults-group">
          <span class="faults-label">Webhooks</span>
          <div class="toggles">
            {WEBHOOK_FAULTS.map(({ key, label, testId, hint }) => (
              <button
                key={key}
                type="button"
                class="toggle"
                aria-pressed={faults[key]}
                title={hint}
                data-testid={testId}
                onClick={() => setFaults({ [key]: !faults[key] })}
              >
                {label}
              </button>
            ))}
          </div>
        </div>
        <div class="faults-group">
          <span class="faults-label">Second tries</span>
          <Segmented
            label="Speed of second tries"
            name="retry-speed"
            value={faults.retrySpeed}
            onChange={(retrySpeed) => setFaults({ retrySpeed })}
            options={[
              { value: 1, label: "1×", testId: "fault-retry-1", hint: "As on the platform" },
              { value: 10, label: "10×", testId: "fault-retry-10", hint: "Ten times as fast" },
              { value: 100, label: "100×", testId: "fault-retry-100", hint: "A hundred times as fast" },
            ]}
          />
        </div>
        <div class="faults-resets">
          <button
            type="button"
            class="button is-quiet"
            data-testid="fault-reset"
            disabled={active.length === 0}
            onClick={() => void sendCommand({ type: "resetFaults" })}
          >
            Reset faults
          </button>
          <ResetSandbox />
        </div>
      </div>
    </section>
  );
}

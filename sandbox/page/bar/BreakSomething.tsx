/** What can be made to fail, and what a person will see of it. */
import type { FaultSettings } from "../../app/view";
import { Menu } from "../components/Menu";
import { Words } from "../components/Words";
import { pageChoices } from "../pageChoices";
import { sendCommand } from "../sendCommand";
import { ENGAGE_FAULTS, listActiveFaults, RETRY_SPEEDS, WEBHOOK_FAULTS } from "./faults";

const ENGAGE_CHOICES = ["none", "slow", "errors", "throttling", "resets"] as const;

export function BreakSomething({ faults }: { faults: FaultSettings }) {
  const isBroken = listActiveFaults(faults).length > 0;
  const isPointedAt = pageChoices.value.region === "faults";
  const setFaults = (change: Partial<FaultSettings>) => void sendCommand({ type: "setFaults", faults: change });
  return (
    <Menu
      label="Break something"
      short="Break"
      icon="bolt"
      look={`${isBroken ? "is-danger" : ""} ${isPointedAt ? "is-pointed-at" : ""}`}
      testId="break"
    >
      {() => (
        <>
          <fieldset>
            <legend class="name">Engage's API</legend>
            {ENGAGE_CHOICES.map((engage) => (
              <Fault
                key={engage}
                {...ENGAGE_FAULTS[engage]}
                group="fault-engage"
                isOn={faults.engage === engage}
                onChange={() => setFaults({ engage })}
              />
            ))}
          </fieldset>
          <fieldset>
            <legend class="name">Engage's webhooks</legend>
            {WEBHOOK_FAULTS.map(({ key, ...fault }) => (
              <Fault key={key} {...fault} isOn={faults[key]} onChange={() => setFaults({ [key]: !faults[key] })} />
            ))}
          </fieldset>
          <fieldset>
            <legend class="name">Engage repeats failed webhooks</legend>
            {RETRY_SPEEDS.map(({ value, ...fault }) => (
              <Fault
                key={value}
                {...fault}
                group="retry-speed"
                isOn={faults.retrySpeed === value}
                onChange={() => setFaults({ retrySpeed: value })}
              />
            ))}
          </fieldset>
        </>
      )}
    </Menu>
  );
}

interface FaultProps {
  title: string;
  effect: string;
  testId: string;
  isOn: boolean;
  /** Of the faults of one group, one is on. */
  group?: string;
  onChange(): void;
}

function Fault({ title, effect, testId, isOn, group, onChange }: FaultProps) {
  return (
    <label class="check" data-testid={testId}>
      <input type={group === undefined ? "checkbox" : "radio"} name={group} checked={isOn} onChange={onChange} />
      <span class="fault stack">
        <span>
          <Words isInControl>{title}</Words>
        </span>
        {effect !== "" && (
          <span class="quiet">
            <Words isInControl>{effect}</Words>
          </span>
        )}
      </span>
    </label>
  );
}

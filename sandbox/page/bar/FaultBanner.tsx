/** What is broken right now, and what that means. */
import type { FaultSettings } from "../../app/view";
import { Words } from "../components/Words";
import { sendCommand } from "../sendCommand";
import { listActiveFaults } from "./faults";

export function FaultBanner({ faults }: { faults: FaultSettings }) {
  const active = listActiveFaults(faults);
  return (
    <div role="status">
      {active.length > 0 && (
        <div class="banner above row tone-bad" data-testid="faults-active">
          <p class="grow">
            {active.map(({ title, effect }) => (
              <span key={title}>
                <Words>{`${title}. ${effect} `}</Words>
              </span>
            ))}
          </p>
          <button
            type="button"
            class="button is-danger"
            data-testid="fault-reset"
            onClick={() => void sendCommand({ type: "resetFaults" })}
          >
            Stop
          </button>
        </div>
      )}
    </div>
  );
}

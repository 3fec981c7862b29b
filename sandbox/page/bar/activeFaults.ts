/** Which faults are on: people forget them, and wonder. */
import type { FaultSettings } from "../../app/view";

export function listActiveFaults(faults: FaultSettings): string[] {
  const engage = faults.engage === "none" ? [] : [ENGAGE_FAULTS[faults.engage]];
  const switches = [
    [faults.webhooksDuplicated, "webhooks come twice"],
    [faults.webhooksReordered, "webhooks come out of order"],
    [faults.webhooksDelayed, "webhooks come late"],
    [faults.wrongSecret, "webhooks carry a wrong secret"],
  ] as const;
  return [...engage, ...switches.filter(([isOn]) => isOn).map(([, label]) => label)];
}

const ENGAGE_FAULTS = {
  slow: "Engage is slow",
  errors: "Engage answers 500",
  throttling: "Engage throttles",
  resets: "Engage drops connections",
} satisfies Record<Exclude<FaultSettings["engage"], "none">, string>;

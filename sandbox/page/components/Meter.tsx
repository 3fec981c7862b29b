/** How much of a limit of the platform was used. */
import type { LimitUse } from "../../app/view";

interface Props {
  label: string;
  explain: string;
  use: LimitUse;
  format?: (value: number) => string;
}

export function Meter({ label, explain, use, format = String }: Props) {
  return (
    <div class="row quiet digits" data-explain={explain}>
      {label}
      <MeterBar use={use} />
      <span>
        {format(use.used)} of {format(use.limit)}
      </span>
    </div>
  );
}

export function MeterBar({ use }: { use: LimitUse }) {
  const share = use.limit > 0 ? Math.min(1, use.used / use.limit) : 0;
  const tone = share >= 0.9 ? "tone-bad" : share >= 0.6 ? "tone-warn" : "tone-agent";
  return (
    <span class={`meter-bar ${tone}`} aria-hidden="true">
      <span class="meter-fill" style={{ width: `${(share * 100).toFixed(1)}%` }} />
    </span>
  );
}

/** How much of a limit of the platform was used. */
import type { LimitUse } from "../../app/view";

interface Props {
  label: string;
  use: LimitUse;
  format?: (value: number) => string;
}

export function Meter({ label, use, format = String }: Props) {
  const share = use.limit > 0 ? Math.min(1, use.used / use.limit) : 0;
  const level = share >= 0.9 ? "is-full" : share >= 0.6 ? "is-high" : "";
  return (
    <div class="meter" title={`${label}: ${format(use.used)} of ${format(use.limit)}`}>
      <span class="meter-label">{label}</span>
      <span class="meter-bar" aria-hidden="true">
        <span class={`meter-fill ${level}`} style={{ width: `${(share * 100).toFixed(1)}%` }} />
      </span>
      <span class="meter-value">
        {format(use.used)} <span class="meter-limit">/ {format(use.limit)}</span>
      </span>
    </div>
  );
}

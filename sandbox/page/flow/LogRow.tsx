/** One line of the Project's logs. */
import type { LogView } from "../../app/view";
import { Words } from "../components/Words";
import { formatClock } from "../formatTime";
import { toLogTone } from "./logTone";

interface Props {
  log: LogView;
  isChosen: boolean;
  onChoose(): void;
}

export function LogRow({ log, isChosen, onChoose }: Props) {
  const { at, from, level, code, text, explanation } = log;
  return (
    <li class={isChosen ? "two-lines is-chosen" : "two-lines"}>
      <button
        type="button"
        class="row-main"
        data-testid="log"
        data-code={code}
        data-level={level}
        aria-pressed={isChosen}
        onClick={onChoose}
      >
        <time class="row-time">{formatClock(at)}</time>
        <span class="call-way quiet cut">
          <Words isInControl>{`${from} logs`}</Words>
        </span>
        <span class="row grow">
          <span class="cut grow">
            <Words isInControl>{explanation?.meaning ?? text}</Words>
          </span>
          {code !== undefined && <span class="call-path fixed">{code}</span>}
        </span>
        <span class={`pill ${toLogTone(level)}`}>{level}</span>
        <span class="row-ms" />
      </button>
    </li>
  );
}

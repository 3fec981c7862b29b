/** One HTTP call between the platforms. */
import type { CallView } from "../../app/view";
import { Words } from "../components/Words";
import { formatClock, formatMs } from "../formatTime";
import { CALL_TONES, toCallColour, toStatusText } from "./callColour";

interface Props {
  call: CallView;
  isChosen: boolean;
  onChoose(): void;
}

export function CallRow({ call, isChosen, onChoose }: Props) {
  const { at, from, to, kind, method, path, summary, ms, marks } = call;
  return (
    <li class={isChosen ? "two-lines is-chosen" : "two-lines"}>
      <button
        type="button"
        class="row-main"
        data-testid="call"
        data-call-id={call.id}
        data-kind={kind}
        data-status={call.status}
        aria-pressed={isChosen}
        onClick={onChoose}
      >
        <time class="row-time">{formatClock(at)}</time>
        <span class="call-way quiet cut">
          <Words isInControl>{from}</Words>
          <span aria-hidden="true"> → </span>
          <span class="unseen"> to </span>
          <Words isInControl>{to}</Words>
        </span>
        <span class="row grow">
          <span class="call-summary fixed cut">
            <Words isInControl>{summary || kind}</Words>
          </span>
          <span class="call-path cut">
            <strong>{method}</strong> {path}
          </span>
        </span>
        <span class="row fixed">
          {marks.map((mark) => (
            <span key={mark} class="pill tone-warn">
              {mark}
            </span>
          ))}
          <span class={`pill ${CALL_TONES[toCallColour(call)]}`}>{toStatusText(call)}</span>
        </span>
        <span class="row-ms">{ms === undefined ? "" : formatMs(ms)}</span>
      </button>
    </li>
  );
}

/** One HTTP call between the platforms. */
import type { CallView } from "../../app/view";
import { formatClock, formatMs } from "../formatTime";
import { toCallColour, toStatusText } from "./callColour";

interface Props {
  call: CallView;
  isChosen: boolean;
  onChoose(): void;
}

export function CallRow({ call, isChosen, onChoose }: Props) {
  const { at, from, to, kind, method, path, summary, ms, marks } = call;
  return (
    <li class={isChosen ? "row call is-shown" : "row call"}>
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
        <span class="call-way">
          {from}
          <span aria-hidden="true"> → </span>
          <span class="unseen"> to </span>
          {to}
        </span>
        <span class="call-what">
          <span class="call-summary">{summary || kind}</span>
          <span class="call-path">
            <span class="call-method">{method}</span> {path}
          </span>
        </span>
        {marks.length > 0 && (
          <span class="marks">
            {marks.map((mark) => (
              <span key={mark} class="mark">
                {mark}
              </span>
            ))}
          </span>
        )}
        <span class={`call-status is-${toCallColour(call)}`}>{toStatusText(call)}</span>
        <span class="row-ms">{ms === undefined ? "" : formatMs(ms)}</span>
      </button>
    </li>
  );
}

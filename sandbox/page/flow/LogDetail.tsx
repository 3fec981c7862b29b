/** What a log line means, and what to do about it. */
import type { LogView } from "../../app/view";
import { formatClock } from "../formatTime";
import { DetailPane } from "./DetailPane";
import { toLogTone } from "./logTone";

export function LogDetail({ log }: { log: LogView }) {
  const { id, at, from, level, code, text, explanation } = log;
  return (
    <DetailPane
      title={code ?? "Log line"}
      kicker={`Project logs · ${from} · ${formatClock(at)}`}
      testId="log-detail"
      subject={id}
    >
      <p>
        <span class={`pill ${toLogTone(level)}`}>{level}</span> {explanation?.meaning}
      </p>
      {explanation !== undefined && (
        <>
          <h4>What to do</h4>
          <p>{explanation.remedy}.</p>
          <p class="quiet">
            All codes:{" "}
            <a href={`/${explanation.page}`} target="_blank" rel="noreferrer" data-testid="log-page">
              {explanation.page}
            </a>
          </p>
        </>
      )}
      <h4>The line</h4>
      <pre class="json">{text}</pre>
    </DetailPane>
  );
}

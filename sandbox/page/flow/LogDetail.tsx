/** What a log line means, and what to do about it. */
import type { LogView } from "../../app/view";
import { Words } from "../components/Words";
import { formatClock } from "../formatTime";
import { DetailPane } from "./DetailPane";
import { toLogTone } from "./logTone";

export function LogDetail({ log }: { log: LogView }) {
  const { id, at, from, level, code, text, explanation } = log;
  return (
    <DetailPane
      title={code ?? "Log line"}
      kicker={<Words>{`Project logs · ${from} · ${formatClock(at)}`}</Words>}
      testId="log-detail"
      subject={id}
    >
      <p>
        <span class={`pill ${toLogTone(level)}`}>{level}</span> {explanation && <Words>{explanation.meaning}</Words>}
      </p>
      {explanation !== undefined && (
        <>
          <h4>What to do</h4>
          <p>
            <Words>{`${explanation.remedy}.`}</Words>
          </p>
          <p class="quiet">
            <a href={`/${explanation.page}#${code}`} target="_blank" rel="noreferrer" data-testid="log-page">
              All log and error codes
            </a>{" "}
            ({explanation.page})
          </p>
        </>
      )}
      <h4>The line</h4>
      <pre class="json">{text}</pre>
    </DetailPane>
  );
}

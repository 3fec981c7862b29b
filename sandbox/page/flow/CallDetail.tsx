/** What went over the wire in one call. */
import { useEffect, useState } from "preact/hooks";
import type { CallDetail as Call, CallView } from "../../app/view";
import { Words } from "../components/Words";
import { formatMs } from "../formatTime";
import { CALL_TONES, toCallColour, toStatusText } from "./callColour";
import { DetailPane } from "./DetailPane";
import { JsonBlock } from "./JsonBlock";

export function CallDetail({ call }: { call: CallView }) {
  const [loaded, setLoaded] = useState<Call | "missing">();
  // The status tells that there is more to see.
  useEffect(() => {
    let isWanted = true;
    loadCall(call.id).then((detail) => {
      if (isWanted) {
        setLoaded(detail);
      }
    });
    return () => {
      isWanted = false;
    };
  }, [call.id, call.status]);
  const detail = loaded !== "missing" && loaded?.id === call.id ? loaded : undefined;
  return (
    <DetailPane
      title={call.summary || call.path}
      kicker={<Words>{`${call.kind} · ${call.from} → ${call.to}`}</Words>}
      testId="call-detail"
      subject={call.id}
    >
      <p class="row wrap">
        <code>
          {call.method} {call.path}
        </code>
        <span class={`pill ${CALL_TONES[toCallColour(call)]}`}>{toStatusText(call)}</span>
        {call.ms !== undefined && <span class="quiet">{formatMs(call.ms)}</span>}
        {call.marks.map((mark) => (
          <span key={mark} class="pill tone-warn">
            {mark}
          </span>
        ))}
      </p>
      {loaded === "missing" && <p class="quiet">The sandbox has forgotten the bodies of this call.</p>}
      {detail !== undefined && (
        <>
          {detail.failure !== undefined && <p class="banner tone-bad">{detail.failure}</p>}
          <h4>Request</h4>
          <dl class="headers">
            {Object.entries(detail.request.headers).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <Body value={detail.request.body} />
          <h4>Response</h4>
          {detail.response === undefined ? <p class="quiet">None yet.</p> : <Body value={detail.response.body} />}
        </>
      )}
    </DetailPane>
  );
}

function Body({ value }: { value: unknown }) {
  if (value === undefined || value === null || value === "") {
    return <p class="quiet">No body.</p>;
  }
  return <JsonBlock value={value} />;
}

async function loadCall(id: string): Promise<Call | "missing"> {
  try {
    const response = await fetch(`/api/calls/${encodeURIComponent(id)}`);
    return response.ok ? await response.json() : "missing";
  } catch {
    return "missing";
  }
}

/** What happens between customer and agent: the Flow, and all traffic. */
import { useRef, useState } from "preact/hooks";
import type { SandboxView } from "../../app/view";
import { Region } from "../components/Region";
import { Term } from "../components/Term";
import { choose, pageChoices } from "../pageChoices";
import { PlatformBehaviour } from "../readings/PlatformBehaviour";
import { sandboxView } from "../viewStream";
import { CallDetail } from "./CallDetail";
import { FlowDiagram, type FlowExtent } from "./FlowDiagram";
import { findFlowNode } from "./flowLayout";
import { LogDetail } from "./LogDetail";
import { findShownExecution, isListed } from "./litPath";
import type { TimelineFilter } from "./mergeTimeline";
import { NodeDetail } from "./NodeDetail";
import { Splitter, useSplit } from "./Splitter";
import { Timeline } from "./Timeline";

type Shown = Pick<SandboxView, "flow" | "executions" | "calls" | "logs">;

export function FlowColumn(current: Shown) {
  const { detail, executionId } = pageChoices.value;
  const [isPaused, setPaused] = useState(false);
  const [withWork, setWithWork] = useState(false);
  const [extent, setExtent] = useState<FlowExtent>("run");
  const [filter, setFilter] = useState<TimelineFilter>("all");
  const { split, change } = useSplit();
  const held = useRef(current);
  if (!isPaused) {
    held.current = current;
  }
  const { flow, executions, calls, logs } = held.current;
  const execution = findShownExecution(executions, { executionId, withWork });
  const changeWithWork = (isWanted: boolean) => {
    setWithWork(isWanted);
    if (!isWanted && execution?.route === "work") {
      choose({ executionId: undefined });
    }
  };
  const node = detail?.kind === "node" ? findFlowNode(flow.nodes, detail.nodeId) : undefined;
  const call = detail?.kind === "call" ? calls.find(({ id }) => id === detail.callId) : undefined;
  const log = detail?.kind === "log" ? logs.find(({ id }) => id === detail.logId) : undefined;
  // Details take the place of the pane that was not clicked, so that one can click on.
  return (
    <Region
      name="flow"
      title={<Term name="flow">Flow</Term>}
      aside={<PlatformBehaviour readings={sandboxView.value?.readings ?? {}} />}
    >
      <div class="flow-panes" style={{ "--split": `${split}%` }}>
        {call !== undefined ? (
          <CallDetail call={call} />
        ) : log !== undefined ? (
          <LogDetail log={log} />
        ) : (
          <FlowDiagram
            flow={flow}
            execution={execution}
            executions={executions}
            withWork={withWork}
            extent={extent}
            onWithWork={changeWithWork}
            onExtent={setExtent}
          />
        )}
        <Splitter split={split} onChange={change} />
        {node === undefined ? (
          <Timeline
            executions={executions.filter((one) => isListed(one, withWork))}
            calls={calls}
            logs={logs}
            shownExecutionId={execution?.id}
            filter={filter}
            isPaused={isPaused}
            onFilter={setFilter}
            onPause={setPaused}
          />
        ) : (
          <NodeDetail node={node} execution={execution} executions={executions} />
        )}
      </div>
    </Region>
  );
}

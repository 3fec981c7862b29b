/** The Flow as it is loaded, with the way of one execution. */
import { useEffect, useRef } from "preact/hooks";
import type { ExecutionView, FlowView } from "../../app/view";
import { ScrollArea } from "../components/ScrollArea";
import { Segmented } from "../components/Segmented";
import { useOneTabStop } from "../components/useOneTabStop";
import { choose, pageChoices } from "../pageChoices";
import { FlowList } from "./FlowList";
import { findTellingStep, toLitPath } from "./litPath";
import { useNodeTypes } from "./nodeTypes";
import { RunBar } from "./RunBar";

interface Props {
  flow: FlowView;
  execution: ExecutionView | undefined;
  executions: readonly ExecutionView[];
  withWork: boolean;
  extent: FlowExtent;
  onWithWork(withWork: boolean): void;
  onExtent(extent: FlowExtent): void;
}

export type FlowExtent = "run" | "whole";

export function FlowDiagram({ flow, execution, executions, withWork, extent, onWithWork, onExtent }: Props) {
  const { detail } = pageChoices.value;
  const types = useNodeTypes();
  const path = toLitPath(execution);
  const root = useRef<HTMLElement>(null);
  useOneTabStop(root);
  const lastLit = execution && findTellingStep(execution)?.nodeId;
  // A new execution, or a new step of it, is shown.
  useEffect(() => {
    const area = root.current;
    const lit = area?.querySelector(`[data-node-id="${CSS.escape(lastLit ?? "")}"]`);
    if (area === null || !(lit instanceof HTMLElement)) {
      return;
    }
    const frame = area.getBoundingClientRect();
    const box = lit.getBoundingClientRect();
    const isSeen = box.top >= frame.top && box.bottom <= frame.bottom;
    if (!isSeen) {
      area.scrollBy({ top: box.bottom - frame.top - frame.height * 0.75 });
    }
  }, [execution?.id, lastLit]);
  return (
    <div class="diagram stack" data-testid="flow-diagram">
      <div class="pane-head row wrap spread">
        <div class="row">
          <h3>{flow.name}</h3>
          <code class="quiet cut">{flow.file}</code>
        </div>
        <div class="row wrap">
          <Segmented
            label="Show of the Flow"
            name="flow-extent"
            value={extent}
            onChange={onExtent}
            options={[
              { value: "run", label: "This run", testId: "flow-run", hint: "Only the way that the run took" },
              { value: "whole", label: "Whole Flow", testId: "flow-whole" },
            ]}
          />
          <label
            class="check"
            data-explain="Also list the runs of work sessions: short sessions in which the hub passes on what agents wrote and what became of a handover"
          >
            <input
              type="checkbox"
              data-testid="with-work"
              checked={withWork}
              onChange={({ currentTarget }) => onWithWork(currentTarget.checked)}
            />
            Work sessions too
          </label>
        </div>
      </div>
      {execution !== undefined && <RunBar execution={execution} executions={executions} />}
      {flow.error !== undefined && (
        <p class="banner tone-bad" role="alert" data-testid="flow-error">
          <strong>The file has a mistake, so the Flow from before keeps running.</strong> {flow.error}
        </p>
      )}
      <ScrollArea class="diagram-area" label="Diagram of the Flow" areaRef={root}>
        <FlowList
          // What was unfolded for one run is folded again for the next.
          key={execution?.id}
          nodes={flow.nodes}
          look={{
            types,
            path,
            isFolded: extent === "run" && path.size > 0,
            chosenId: detail?.kind === "node" ? detail.nodeId : undefined,
            onChoose: (nodeId) => choose({ detail: { kind: "node", nodeId } }),
          }}
        />
      </ScrollArea>
    </div>
  );
}

/** What a node did: its result and exit first, then its calls, then how it is set. */
import type { ExecutionView, FlowNodeView, NodeTypeView, StepView } from "../../app/view";
import { Words } from "../components/Words";
import { formatBytes } from "../formatTime";
import { DetailPane } from "./DetailPane";
import { describeDecision } from "./describeDecision";
import { JsonBlock } from "./JsonBlock";
import { findLastStep } from "./litPath";
import { toLogTone } from "./logTone";
import { NodeExits } from "./NodeExits";
import { NodeSettings } from "./NodeSettings";
import { toNodeCalls, toOtherLogs } from "./nodeCalls";
import { findNodeError } from "./nodeError";
import { useNodeTypes } from "./nodeTypes";

interface Props {
  node: FlowNodeView;
  execution: ExecutionView | undefined;
  executions: readonly ExecutionView[];
}

export function NodeDetail({ node, execution, executions }: Props) {
  const type = useNodeTypes()[node.type];
  const own = execution?.steps.findLast(({ nodeId }) => nodeId === node.id);
  const step = own ?? findLastStep(node.id, executions);
  return (
    <DetailPane
      title={node.label}
      kicker={node.isExtension ? `Node of the Extension · ${node.type}` : `Node of Cognigy · ${node.type}`}
      testId="node-detail"
      subject={node.id}
    >
      <p>
        <Words>{type?.summary ?? node.detail}</Words>
      </p>
      <h4>{own || step === undefined ? "In this run" : "In its last run"}</h4>
      {step === undefined ? <p class="quiet">It hasn't run yet.</p> : <StepDetail step={step} type={type} />}
      <NodeSettings type={type} config={{ ...node.config, ...step?.config }} />
    </DetailPane>
  );
}

function StepDetail({ step, type }: { step: StepView; type: NodeTypeView | undefined }) {
  const error = findNodeError(step);
  const calls = toNodeCalls(step);
  const logs = toOtherLogs(step);
  const reason = describeDecision(step);
  return (
    <>
      {step.error !== undefined && <p class="banner tone-bad">{step.error}</p>}
      {error !== undefined && (
        <p class="banner tone-bad" data-testid="node-error">
          <strong>{error.code}</strong>: {error.message} <strong>{error.hint}</strong>
        </p>
      )}
      {reason !== undefined && <p data-testid="node-taken">{reason}</p>}
      <NodeExits step={step} exits={type?.exits ?? []} />
      {Object.entries(step.wrote).map(([place, value]) => (
        <div key={place} data-testid="node-wrote">
          <h4>
            Wrote <code>{place}</code>
          </h4>
          <JsonBlock value={value} />
        </div>
      ))}
      {calls.length > 0 && (
        <>
          <h4>Calls to Engage</h4>
          <ol data-testid="node-calls">
            {calls.map(({ method, path, outcome }, index) => (
              <li key={index}>
                <code>
                  <strong>{method}</strong> {path}
                </code>{" "}
                <span class="quiet">{outcome}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {logs.length > 0 && (
        <ul aria-label="Logs">
          {logs.map(({ level, message }, index) => (
            <li key={index}>
              <span class={`pill ${toLogTone(level)}`}>{level}</span> <code>{message}</code>
            </li>
          ))}
        </ul>
      )}
      {step.apiCalls.map(({ name, args, bytes }, index) => (
        <details key={index}>
          <summary>
            <code>api.{name}</code> <span class="quiet">{formatBytes(bytes)}</span>
          </summary>
          <JsonBlock value={args.length === 1 ? args[0] : args} />
        </details>
      ))}
    </>
  );
}

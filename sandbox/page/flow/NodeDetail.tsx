/** What a node is, how it is configured, and what it did last. */
import type { ExecutionView, FlowNodeView, NodeTypeView } from "../../app/view";
import { formatBytes, formatMs } from "../formatTime";
import { DetailPane } from "./DetailPane";
import { JsonBlock } from "./JsonBlock";
import { findLastStep } from "./litPath";
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
      <p class="lead">{type?.summary ?? node.detail}</p>
      {type === undefined ? (
        <PlainConfig config={node.config} />
      ) : (
        <Fields type={type} config={{ ...node.config, ...step?.config }} />
      )}
      {type !== undefined && type.exits.length > 0 && (
        <>
          <h4>Exits</h4>
          <ul class="exits">
            {type.exits.map((exit) => (
              <li key={exit.type} class={step?.exit === exit.type ? "is-taken" : ""}>
                {exit.label} <code class="exit-type">{exit.type}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      <h4>{own ? "In this run" : "Last run"}</h4>
      {step === undefined ? (
        <p class="quiet">It has not run yet.</p>
      ) : (
        <>
          <p>
            {formatMs(step.ms)}
            {step.exit !== undefined && `, exit ${step.exitLabel ?? step.exit}`}
          </p>
          {step.error !== undefined && <p class="banner tone-bad">{step.error}</p>}
          {Object.entries(step.wrote).map(([place, value]) => (
            <div key={place} class="detail-part" data-testid="node-wrote">
              <p class="detail-label">
                wrote <code>{place}</code>
              </p>
              <JsonBlock value={value} />
            </div>
          ))}
          {step.apiCalls.map(({ name, args, bytes }, index) => (
            <div key={index} class="detail-part">
              <p class="detail-label">
                <code>api.{name}</code> <span class="quiet">{formatBytes(bytes)}</span>
              </p>
              <JsonBlock value={args.length === 1 ? args[0] : args} />
            </div>
          ))}
          {step.logs.length > 0 && (
            <ul class="logs" aria-label="Logs">
              {step.logs.map(({ level, message }, index) => (
                <li key={index}>
                  <span class={`log-level is-${level}`}>{level}</span> {message}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </DetailPane>
  );
}

function Fields({ type, config }: { type: NodeTypeView; config: Record<string, unknown> }) {
  if (type.fields.length === 0) {
    return <p class="quiet">This node has no settings.</p>;
  }
  return (
    <>
      <h4>Settings</h4>
      <dl class="fields">
        {type.fields.map(({ key, label, description, defaultValue }) => (
          <div key={key}>
            <dt>
              {label} <code>{key}</code>
            </dt>
            <dd>
              <Value value={config[key] ?? defaultValue} />
              {description !== "" && <span class="quiet">{description}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function PlainConfig({ config }: { config: Record<string, unknown> }) {
  if (Object.keys(config).length === 0) {
    return null;
  }
  return (
    <>
      <h4>Settings</h4>
      <JsonBlock value={config} />
    </>
  );
}

function Value({ value }: { value: unknown }) {
  if (value === undefined || value === null || value === "") {
    return <span class="quiet">not set</span>;
  }
  if (typeof value === "boolean") {
    return <span class="field-value">{value ? "on" : "off"}</span>;
  }
  if (typeof value !== "object") {
    return <span class="field-value">{String(value)}</span>;
  }
  return <JsonBlock value={value} />;
}

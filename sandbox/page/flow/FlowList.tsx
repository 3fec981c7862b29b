/**
 * Nodes one below the other, lit where the execution went; those that did not run can be folded away, and be unfolded again.
 * A node has branches, and a branch is a list of nodes.
 */
import { useState } from "preact/hooks";
import type { FlowNodeView, NodeTypes } from "../../app/view";
import { Icon, type IconName } from "../components/Icon";
import { Words } from "../components/Words";
import { formatMs } from "../formatTime";
import { areSideBySide, type FlowPart, foldIdle, type NodeFamily, toFamily } from "./flowLayout";
import { hasFailed, isTakenBranch, type LitPath } from "./litPath";

interface FlowLook {
  types: NodeTypes;
  path: LitPath;
  /** Only the way of the run; the rest as numbers. */
  isFolded: boolean;
  chosenId: string | undefined;
  onChoose(nodeId: string): void;
}

interface Props {
  nodes: readonly FlowNodeView[];
  look: FlowLook;
}

export function FlowList({ nodes, look }: Props) {
  const [isUnfolded, setUnfolded] = useState(false);
  const parts: FlowPart[] =
    look.isFolded && !isUnfolded
      ? foldIdle(nodes, (id) => look.path.has(id))
      : nodes.map((node) => ({ kind: "node", node }));
  return (
    <ol class="flow-list stack">
      {parts.map((part) =>
        part.kind === "node" ? (
          <FlowNode key={part.node.id} node={part.node} look={look} />
        ) : (
          <li key={part.nodes[0]?.id} class="flow-item">
            <button type="button" class="flow-folded chip" data-testid="flow-folded" onClick={() => setUnfolded(true)}>
              {part.count === 1 ? "1 node" : `${part.count} nodes`}
              <span class="unseen"> that did not run: show</span>
            </button>
          </li>
        ),
      )}
    </ol>
  );
}

const FAMILIES = {
  extension: { icon: "puzzle", tone: "tone-extension" },
  speech: { icon: "speech", tone: "tone-bot" },
  decision: { icon: "fork", tone: "tone-idle" },
  other: { icon: "dot", tone: "tone-idle" },
} satisfies Record<NodeFamily, { icon: IconName; tone: string }>;

function FlowNode({ node, look }: { node: FlowNodeView; look: FlowLook }) {
  const { path, chosenId, onChoose } = look;
  const type = look.types[node.type];
  const step = path.get(node.id);
  const family = toFamily(node);
  return (
    <li class={step ? "flow-item is-lit" : "flow-item"}>
      <button
        type="button"
        class={`flow-node row ${FAMILIES[family].tone} ${step && hasFailed(step) ? "is-failed" : ""}`}
        data-testid="flow-node"
        data-node-id={node.id}
        data-type={node.type}
        data-state={step ? "lit" : "idle"}
        aria-pressed={node.id === chosenId}
        data-explain={type && `${type.label}: ${type.summary}`}
        onClick={() => onChoose(node.id)}
      >
        <Icon name={FAMILIES[family].icon} />
        <span class="stack">
          <span class="flow-label">{node.label}</span>
          {node.detail !== "" && node.detail !== node.label && <span class="flow-detail cut">{node.detail}</span>}
        </span>
        {step && (
          <span class="row fixed">
            {step.exit !== undefined && (
              <span class={`pill is-full ${hasFailed(step) ? "tone-bad" : "tone-bot"}`} data-testid="flow-exit">
                {step.exitLabel ?? step.exit}
              </span>
            )}
            {node.isExtension && step.ms !== undefined && <span class="quiet digits">{formatMs(step.ms)}</span>}
          </span>
        )}
      </button>
      {node.branches.length > 0 && (
        <ul class={areSideBySide(node) ? "flow-branches is-wide" : "flow-branches"}>
          {node.branches.map((branch) => (
            <li key={branch.name} class={isTakenBranch(node, branch, path) ? "flow-branch is-taken" : "flow-branch"}>
              <span class={isTakenBranch(node, branch, path) ? "pill tone-bot" : "pill tone-idle"}>
                <Words isInControl>{branch.label}</Words>
              </span>
              {branch.nodes.length === 0 ? (
                <span class="quiet"> continues</span>
              ) : (
                <FlowList nodes={branch.nodes} look={look} />
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

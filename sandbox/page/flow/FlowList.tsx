/**
 * Nodes one below the other, lit where the execution went; those that did not run can be folded away, and be unfolded again.
 * A node has branches, and a branch is a list of nodes.
 */
import { useState } from "preact/hooks";
import type { FlowNodeView } from "../../app/view";
import { Icon, type IconName } from "../components/Icon";
import { formatMs } from "../formatTime";
import { areSideBySide, type FlowPart, foldIdle, type NodeFamily, toFamily } from "./flowLayout";
import { hasFailed, isTakenBranch, type LitPath } from "./litPath";

interface FlowLook {
  path: LitPath;
  /** Only the way of the run; the rest as numbers. */
  isFolded: boolean;
  chosenId: string | undefined;
  onChoose(nodeId: string): void;
}

interface Props {
  nodes: readonly FlowNodeView[];
  look: FlowLook;
  isRoot?: boolean;
}

export function FlowList({ nodes, look, isRoot = false }: Props) {
  const [isUnfolded, setUnfolded] = useState(false);
  const parts: FlowPart[] =
    look.isFolded && !isUnfolded
      ? foldIdle(nodes, (id) => look.path.has(id))
      : nodes.map((node) => ({ kind: "node", node }));
  return (
    <ol class={isRoot ? "flow-list is-root" : "flow-list"}>
      {parts.map((part) =>
        part.kind === "node" ? (
          <FlowNode key={part.node.id} node={part.node} look={look} />
        ) : (
          <li key={part.nodes[0]?.id} class="flow-item">
            <button type="button" class="flow-folded" data-testid="flow-folded" onClick={() => setUnfolded(true)}>
              {part.count === 1 ? "1 node" : `${part.count} nodes`}
              <span class="unseen"> that did not run: show</span>
            </button>
          </li>
        ),
      )}
    </ol>
  );
}

const ICONS = { extension: "puzzle", speech: "speech", decision: "fork", other: "dot" } satisfies Record<
  NodeFamily,
  IconName
>;

function FlowNode({ node, look }: { node: FlowNodeView; look: FlowLook }) {
  const { path, chosenId, onChoose } = look;
  const step = path.get(node.id);
  const family = toFamily(node);
  return (
    <li class={step ? "flow-item is-lit" : "flow-item"}>
      <button
        type="button"
        class={`flow-node is-${family}${step && hasFailed(step) ? " is-failed" : ""}`}
        data-testid="flow-node"
        data-node-id={node.id}
        data-type={node.type}
        data-state={step ? "lit" : "idle"}
        aria-pressed={node.id === chosenId}
        onClick={() => onChoose(node.id)}
      >
        <span class="flow-icon">
          <Icon name={ICONS[family]} />
        </span>
        <span class="flow-text">
          <span class="flow-label">{node.label}</span>
          {node.detail !== "" && node.detail !== node.label && <span class="flow-detail">{node.detail}</span>}
        </span>
        {step && (
          <span class="flow-run">
            {step.exit !== undefined && (
              <span class="flow-exit" data-testid="flow-exit">
                {step.exitLabel ?? step.exit}
              </span>
            )}
            {node.isExtension && <span class="flow-ms">{formatMs(step.ms)}</span>}
          </span>
        )}
      </button>
      {node.branches.length > 0 && (
        <ul class={areSideBySide(node) ? "flow-branches is-wide" : "flow-branches"}>
          {node.branches.map((branch) => (
            <li key={branch.name} class={isTakenBranch(node, branch, path) ? "flow-branch is-taken" : "flow-branch"}>
              <span class="flow-branch-label">{branch.label}</span>
              {branch.nodes.length === 0 ? (
                <span class="flow-goes-on">continues</span>
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

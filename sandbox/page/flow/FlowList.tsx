/** Nodes one below the other; those that did not run can be folded away, and be unfolded again. */
import { useState } from "preact/hooks";
import type { FlowNodeView } from "../../app/view";
import { type FlowLook, FlowNode } from "./FlowNode";
import { type FlowPart, foldIdle } from "./flowLayout";

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

/** The descriptors of the Extension, fetched when they are first looked at. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { NodeTypes } from "../../app/view";

const nodeTypes = signal<NodeTypes>({});

export function useNodeTypes(): NodeTypes {
  useEffect(() => {
    if (Object.keys(nodeTypes.value).length === 0) {
      void load();
    }
  }, []);
  return nodeTypes.value;
}

async function load(): Promise<void> {
  try {
    const response = await fetch("/api/node-types");
    if (response.ok) {
      nodeTypes.value = await response.json();
    }
  } catch {
    // The page tells that the sandbox is away; the next look tries again.
  }
}

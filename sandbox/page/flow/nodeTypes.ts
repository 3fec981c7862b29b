/** The descriptors of the Extension, fetched when they are first looked at. */
import { useEffect } from "preact/hooks";
import type { NodeTypes } from "../../app/view";
import { createStore } from "../store";
import { useStore } from "../useStore";

const nodeTypesStore = createStore<NodeTypes>({});

export function useNodeTypes(): NodeTypes {
  useEffect(() => {
    if (Object.keys(nodeTypesStore.get()).length === 0) {
      void load();
    }
  }, []);
  return useStore(nodeTypesStore);
}

async function load(): Promise<void> {
  try {
    const response = await fetch("/api/node-types");
    if (response.ok) {
      nodeTypesStore.set(await response.json());
    }
  } catch {
    // The page tells that the sandbox is away; the next look tries again.
  }
}

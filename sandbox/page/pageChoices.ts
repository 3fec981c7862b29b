/** What the person has chosen to look at; none of it is known to the server. */
import { createStore } from "./store";

export type ColumnName = "customer" | "flow" | "desk";
type ChatName = "webchat" | "messaging";

/** What is explained in the Flow column. */
type Detail = { kind: "node"; nodeId: string } | { kind: "call"; callId: string };

export interface PageChoices {
  /** On narrow screens one column is seen at a time. */
  column: ColumnName;
  chat: ChatName;
  customerId?: string | undefined;
  agentId?: string | undefined;
  threadId?: string | undefined;
  detail?: Detail | undefined;
  /** The execution that the diagram shows, instead of the latest. */
  executionId?: string | undefined;
  /** What the tour points at. */
  region?: string | undefined;
}

export const choicesStore = createStore<PageChoices>({ column: "customer", chat: "webchat" });

export function choose(patch: Partial<PageChoices>): void {
  choicesStore.set({ ...choicesStore.get(), ...patch });
}

/** What the person has chosen to look at; none of it is known to the server. */
import { signal } from "@preact/signals";

export type ColumnName = "customer" | "flow" | "desk";
type ChatName = "webchat" | "messaging";

/** What is explained in the Flow column. */
type Detail = { kind: "node"; nodeId: string } | { kind: "call"; callId: string } | { kind: "log"; logId: string };

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

export const pageChoices = signal<PageChoices>({ column: "customer", chat: "webchat" });

export function choose(patch: Partial<PageChoices>): void {
  pageChoices.value = { ...pageChoices.peek(), ...patch };
}

/** What an execution of a node reads and changes on the platform's side. */

export interface TranscriptEntry {
  source: "user" | "bot";
  text: string;
}

export interface FlowState {
  input: Record<string, unknown>;
  context: Record<string, unknown>;
  readonly profileUpdates: Record<string, unknown>;
  readonly outputs: { text: string | null; data: unknown }[];
  readonly logs: { level: string; message: string }[];
  /** The children of the node: their types by their ids. */
  readonly childTypes: ReadonlyMap<string, string>;
  readonly transcript: readonly TranscriptEntry[] | undefined;
  nextNode: string | undefined;
  stopped: boolean;
}

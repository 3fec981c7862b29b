/** What an execution of a node reads and changes on the platform's side. */

export interface TranscriptEntry {
  source: "user" | "bot";
  text: string;
  /** What an output held besides its text, such as quick replies. */
  data?: unknown;
}

/** `getConversationTranscript` as it should not be: something else than asked for, an error, or no answer ever. */
export type TranscriptConduct = { answer: unknown } | { failure: string } | { hangs: true };

export interface FlowState {
  input: Record<string, unknown>;
  context: Record<string, unknown>;
  readonly profileUpdates: Record<string, unknown>;
  readonly outputs: { text: string | null; data: unknown }[];
  readonly onOutput: ((output: { text: string | null; data: unknown }) => void) | undefined;
  readonly logs: { level: string; message: string }[];
  /** The children of the node: their types by their ids. */
  readonly childTypes: ReadonlyMap<string, string>;
  readonly transcript: readonly TranscriptEntry[] | TranscriptConduct | undefined;
  nextNode: string | undefined;
  stopped: boolean;
}

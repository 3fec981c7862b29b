/** What the platform keeps of a session between two messages. */
import type { TranscriptEntry } from "./FlowState";

export interface Session {
  context: Record<string, unknown>;
  transcript: TranscriptEntry[];
  /** Messages so far. */
  executions: number;
}

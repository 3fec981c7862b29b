/** Whoever plays the customer: over Cognigy's own channel, a stand-in's script, or a person at a phone. */
import type { Heard } from "./Line";
import type { Pace } from "./Pace";

export interface PlayedFile {
  name: string;
  contentType: string;
  bytes: Uint8Array;
}

export interface Customer {
  readonly heard: Heard;
  /** Gives evidence: what shows that it was said. */
  says(text: string): Promise<string>;
  sendsFile(file: PlayedFile): Promise<string>;
  /** Brings `heard` up to date. */
  listen(): Promise<void>;
  /** The requests to Engage that it takes to see what was said, and to look for an answer once. */
  readonly calls: { toSay: number; toListen: number };
  /** When to look for what was said. */
  readonly pace: Pick<Pace, "firstMs" | "delaysMs" | "learn">;
  close(): void;
}

/**
 * The one table of what people may read differently under a reading: promises that are narrower there, as the question's
 * entry in `docs/reference/open-questions.md` says. A difference takes out of both transcripts what may differ.
 */
import type { Route } from "../Plan";

export type Side = "customer" | "agent";

export interface Difference {
  question: string;
  readings: readonly string[];
  route?: Route;
  side?: Side;
  /** Undefined takes the line away. */
  change(line: string): string | undefined;
}

export const DIFFERENCES: readonly Difference[] = [
  {
    question: "transcript",
    readings: ["absent", "fails", "hangs"],
    side: "agent",
    route: "bridge",
    // The opening message without the conversation before it.
    change: (line) => line.replace(/^(customer: )(?:Customer|Bot): [\s\S]*\n\n/, "$1"),
  },
  {
    question: "inputSanitization",
    readings: ["escapes"],
    change: (line) => line.replace(/&lt;/g, "<").replace(/&gt;/g, ">"),
  },
  {
    // What the bot offered isn't in the text, so what the customer chose has no title.
    question: "transcript",
    readings: ["text"],
    side: "agent",
    route: "bridge",
    change: (line) =>
      line
        .replace(/\nBot: Bot: Show me choices #.*\n {2}1\. Small\n {2}2\. Large/, "")
        .replace("\nCustomer: Small\n", "\nCustomer: size_s\n"),
  },
  {
    // At the end of a handover, and beside Close Engage Conversation, no intervention is open that a reply could belong to.
    question: "replyNeedsIntervention",
    readings: ["403", "422"],
    route: "channel",
    change: (line) => (/The agent has left\.$|Bot: Goodbye/.test(line) ? undefined : line),
  },
  {
    // The relay's handler was stopped, and with it went what it had noted about the message.
    question: "sessionStorage",
    readings: ["snapshot"],
    route: "bridge",
    change: (line) => (line.startsWith("Not delivered:") ? undefined : line),
  },
  { question: "privateFlag", readings: ["false"], change: (line) => line.replace("private ", "") },
  {
    question: "sharedLocation",
    readings: ["none"],
    change: (line) => (/\[a place\]|54\.32, 10\.14|^customer: (?:private )?$/.test(line) ? undefined : line),
  },
];

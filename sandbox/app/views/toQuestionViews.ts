/** The open questions about the platforms, as the page offers them. */
import { QUESTIONS } from "../../readings";
import { NONE } from "../../readings/Question";
import type { QuestionView } from "../view";

export function toQuestionViews(): QuestionView[] {
  return QUESTIONS.map(({ id, platform, question, readings }) => ({
    id,
    platform,
    question,
    readings: readings.map(({ name, platform: answer, effect, outage }) => ({
      name,
      answer,
      effect: toPageWords(effect),
      ...(outage !== undefined && { outage: toPageWords(outage) }),
    })),
  }));
}

/** The texts are written for the documentation, where the routes have their technical names. */
function toPageWords(text: string): string {
  const plain = text === NONE ? "Nothing changes for customers and agents." : text;
  return plain
    .replaceAll("oute `bridge`", "oute `bridge` (Webchat)")
    .replaceAll("oute `channel`", "oute `channel` (Engage Messaging)");
}

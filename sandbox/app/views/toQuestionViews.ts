/** The open questions about the platforms, as the page offers them. */
import { QUESTIONS } from "../../readings";
import type { QuestionView } from "../view";

export function toQuestionViews(): QuestionView[] {
  return QUESTIONS.map(({ id, platform, question, readings }) => ({
    id,
    platform,
    question,
    readings: readings.map(({ name, platform: answer, effect, outage }) => ({
      name,
      answer,
      effect,
      ...(outage !== undefined && { outage }),
    })),
  }));
}

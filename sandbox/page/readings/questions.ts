/** The open questions about the platforms, fetched when somebody first looks at them. */
import { signal } from "@preact/signals";
import type { QuestionView } from "../../app/view";

export const questions = signal<readonly QuestionView[]>([]);

export async function loadQuestions(): Promise<void> {
  if (questions.peek().length > 0) {
    return;
  }
  try {
    const response = await fetch("/api/questions");
    if (response.ok) {
      questions.value = await response.json();
    }
  } catch {
    // The page says that the sandbox is away; the next look tries again.
  }
}

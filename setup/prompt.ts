/** Questions to the person at the terminal. Without a terminal, or with --yes, nothing is ever asked. */
import { SETTINGS, type SettingKey } from "./settings";

export interface Prompt {
  isInteractive: boolean;
  /** The value that was entered; nothing if it was left empty or if nobody can be asked. */
  askFor(key: SettingKey, isNeeded: boolean): Promise<string | undefined>;
  /** Whether to go on. Without a terminal only --yes says so. */
  confirm(question: string): Promise<boolean>;
}

/** Ctrl+C at a question: not a failure, but nothing more is done. */
export class Cancelled extends Error {}

export function createPrompt(options: { isTerminal: boolean; saysYes: boolean }): Prompt {
  const isInteractive = options.isTerminal && !options.saysYes;
  return {
    isInteractive,
    async askFor(key, isNeeded) {
      if (!isInteractive) return undefined;
      const clack = await import("@clack/prompts");
      const { question, whereToFind, isSecret, findProblem } = SETTINGS[key];
      const message = `${question}${isNeeded ? "" : " (optional)"}\n${whereToFind}`;
      const validate = (value: string | undefined) => {
        const text = value?.trim() ?? "";
        if (text === "") return isNeeded ? "A value is needed here." : undefined;
        return findProblem(text);
      };
      const answer = await (isSecret ? clack.password({ message, validate }) : clack.text({ message, validate }));
      if (clack.isCancel(answer)) throw new Cancelled();
      return answer?.trim() || undefined;
    },
    async confirm(question) {
      if (options.saysYes) return true;
      if (!isInteractive) return false;
      const clack = await import("@clack/prompts");
      const answer = await clack.confirm({ message: question });
      if (clack.isCancel(answer)) throw new Cancelled();
      return answer;
    },
  };
}

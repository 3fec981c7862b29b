/** Questions to the person at the terminal. Without a terminal, or with --yes, nothing is ever asked. */
import { SETTINGS, type SettingKey } from "./settings";
import { wrapText } from "./wrapText";

export interface Prompt {
  isInteractive: boolean;
  /** The value that was entered; nothing if it was left empty or if nobody can be asked. */
  askFor(key: SettingKey, isNeeded: boolean, current?: string): Promise<string | undefined>;
  /** Whether to go on. Without a terminal only --yes says so. */
  confirm(question: string, options?: { byDefault: boolean }): Promise<boolean>;
  /** One of a list that can be searched by typing; nothing without a terminal. */
  choose(question: string, choices: readonly Choice[], current?: string): Promise<string | undefined>;
  /** Any number of a list. */
  chooseMany(
    question: string,
    choices: readonly Choice[],
    options: { isNeeded: boolean; current: readonly string[] },
  ): Promise<string[] | undefined>;
  /** What to do about a failure. Without a terminal the answer is to stop. */
  chooseAfterFailure(question: string): Promise<AfterFailure>;
}

export interface Choice {
  value: string;
  label: string;
  hint?: string;
}

const DEFAULT_COLUMNS = 80;

/** Its later lines get the bar that the other prompts have, and wrap at words. */
function toMessage(text: string, bar: string): string {
  const columns = (process.stdout.columns ?? DEFAULT_COLUMNS) - 4;
  return wrapText(text, columns, "").split("\n").join(`\n${bar}  `);
}

/** As many as fit on a small terminal. */
const SHOWN_CHOICES = 8;

export type AfterFailure = "correct" | "anyway" | "stop";

/** Ctrl+C at a question: not a failure, but nothing more is done. */
export class Cancelled extends Error {}

export function createPrompt(options: { isTerminal: boolean; saysYes: boolean }): Prompt {
  const isInteractive = options.isTerminal && !options.saysYes;
  return {
    isInteractive,
    async askFor(key, isNeeded, current) {
      if (!isInteractive) {
        return undefined;
      }
      const clack = await import("@clack/prompts");
      const { question, whereToFind, isSecret, findProblem } = SETTINGS[key];
      // A secret is not shown again, so it cannot be offered for correction.
      const keeps = isSecret && current !== undefined;
      const remarks = [
        isNeeded ? [] : "optional: - skips it",
        keeps ? "leave empty to keep the present one" : [],
      ].flat();
      const message = toMessage(
        `${question}${remarks.length > 0 ? ` (${remarks.join("; ")})` : ""}\n${whereToFind}`,
        clack.S_BAR,
      );
      const validate = (value: string | undefined) => {
        const text = value?.trim() ?? "";
        if (text === "" && keeps) {
          return undefined;
        }
        if (text === "" || text === "-") {
          return isNeeded ? "A value is needed here." : undefined;
        }
        return findProblem(text);
      };
      const answer = await (isSecret
        ? clack.password({ message, validate })
        : clack.text({ message, validate, ...(current !== undefined && { initialValue: current }) }));
      if (clack.isCancel(answer)) {
        throw new Cancelled();
      }
      return answer?.trim() || undefined;
    },
    async confirm(question, { byDefault } = { byDefault: true }) {
      if (options.saysYes) {
        return true;
      }
      if (!isInteractive) {
        return false;
      }
      const clack = await import("@clack/prompts");
      const answer = await clack.confirm({ message: toMessage(question, clack.S_BAR), initialValue: byDefault });
      if (clack.isCancel(answer)) {
        throw new Cancelled();
      }
      return answer;
    },
    async choose(question, choices, current) {
      if (!isInteractive) {
        return undefined;
      }
      const clack = await import("@clack/prompts");
      const answer = await clack.autocomplete<string>({
        message: question,
        options: [...choices],
        maxItems: SHOWN_CHOICES,
        placeholder: "Type to search",
        ...(current !== undefined && { initialValue: current }),
      });
      if (clack.isCancel(answer)) {
        throw new Cancelled();
      }
      return answer;
    },
    async chooseMany(question, choices, { isNeeded, current }) {
      if (!isInteractive) {
        return undefined;
      }
      const clack = await import("@clack/prompts");
      const answer = await clack.autocompleteMultiselect<string>({
        message: question,
        options: [...choices],
        maxItems: SHOWN_CHOICES,
        placeholder: "Type to search",
        required: isNeeded,
        initialValues: [...current],
      });
      if (clack.isCancel(answer)) {
        throw new Cancelled();
      }
      return answer;
    },
    async chooseAfterFailure(question) {
      if (!isInteractive) {
        return "stop";
      }
      const clack = await import("@clack/prompts");
      const answer = await clack.select<AfterFailure>({
        message: question,
        options: [
          { value: "correct", label: "Correct the values" },
          { value: "anyway", label: "Continue anyway" },
          { value: "stop", label: "Stop" },
        ],
      });
      if (clack.isCancel(answer)) {
        throw new Cancelled();
      }
      return answer;
    },
  };
}

/** A line of the Project's logs, with what its code means. */
import { ERROR_CODES } from "../../../scripts/docs/errorCodes";
import { LOG_CODES } from "../../../scripts/docs/logCodes";
import type { LogEntry } from "../../cognigy/startCognigy";
import type { LogView } from "../view";

const FORMS = [
  { form: /^engage-(?:hub|relay): ([a-z_]+): /, codes: LOG_CODES, page: "docs/reference/log-codes.md" },
  { form: /^RingCentral Engage(?: \w+)?: ([a-z_]+): /, codes: ERROR_CODES, page: "docs/reference/error-codes.md" },
] as const;

export function toLogView({ at, level, message, endpoint, origin }: LogEntry): Omit<LogView, "id"> {
  const from = origin === "flow" ? "Flow" : endpoint === "hub" ? "Hub" : "Relay";
  return { at, level, from, ...explain(message) };
}

function explain(message: string): Pick<LogView, "text" | "code" | "explanation"> {
  for (const { form, codes, page } of FORMS) {
    const [start, code = ""] = form.exec(message) ?? [];
    const known: Readonly<Record<string, { meaning: string; remedy: string }>> = codes;
    const found = known[code];
    if (start !== undefined && found !== undefined) {
      const { meaning, remedy } = found;
      const explanation = { meaning: toPlain(meaning), remedy: toPlain(remedy), page };
      return { text: message.slice(start.length), code, explanation };
    }
  }
  return { text: message };
}

/** The texts are Markdown. */
function toPlain(text: string): string {
  return text.replace(/[`*]/g, "");
}

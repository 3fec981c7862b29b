/**
 * What an AI Agent's model gave as arguments when it called the tool whose branch this is. A model writes anything, so each
 * argument is cut and checked like any input.
 */
import { readText, toRecord } from "../../core/inbound/read";
import { cutText } from "../../core/text";

interface ToolArguments {
  reason?: string;
  summary?: string;
  urgency?: string;
  /** A language's code, with country and script if the model gave them: categories may be for `pt-BR`. */
  spokenLanguage?: string;
}

/** More than an agent ever reads of it: what is longer is cut once it has been masked, so no number is cut in two before. */
const MAX_LENGTH = 20_000;
const MAX_WARNING = 40;

/** `aiAgent` is `input.aiAgent`, which is there only while a tool is called. */
export function readToolArguments(
  aiAgent: Readonly<Record<string, unknown>>,
  warn: (text: string) => void,
): ToolArguments {
  const given = toRecord(aiAgent.toolArgs);
  if (given === undefined || !readText(aiAgent, "toolId")) {
    return {};
  }
  const read: ToolArguments = {};
  for (const key of ["reason", "summary", "urgency"] as const) {
    const text = cutText(toPlainText(readText(given, key) ?? ""), MAX_LENGTH);
    if (text !== "") {
      read[key] = text;
    }
  }
  const language = toPlainText(readText(given, "language") ?? "");
  if (isLanguageCode(language)) {
    read.spokenLanguage = language;
  } else if (language !== "") {
    warn(`The AI Agent named a language that is not known, and it is ignored: ${cutText(language, MAX_WARNING)}`);
  }
  return read;
}

function toPlainText(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, " ").trim();
}

/** Such as `de`, `de-AT` and `DE_de`. */
function isLanguageCode(text: string): boolean {
  const base = /^([a-z]{2,3})(?:[-_][a-z\d]{2,8}){0,3}$/i.exec(text)?.[1]?.toLowerCase();
  return (
    base !== undefined && new Intl.DisplayNames("en", { type: "language", fallback: "none" }).of(base) !== undefined
  );
}

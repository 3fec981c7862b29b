/** A list that a bot designer types as lines with columns, or that a Flow gives as JSON in Engage's own form. */
import { EngageError } from "../../core/errors";
import { type Field, type ShownIf, textField } from "../shared/field";
import type { Localized } from "../shared/localized";

export type Entry = Readonly<Record<string, unknown>>;

export interface EntryForm {
  /** For messages: `title | payload | image`. */
  columns: string;
  /** An entry of Engage's form, or what is wrong with the line. */
  read(cells: readonly string[], lineNumber: number): Entry | string;
}

interface EntriesOptions {
  form: EntryForm;
  placeholder: string;
  description: Localized;
  condition: ShownIf;
}

export function entriesField(label: Localized, { form, ...options }: EntriesOptions): Field<Entry[]> {
  return {
    descriptor: textField(label, { ...options, multiline: true }).descriptor,
    parse: (stored) => readEntries(label.default, form, stored),
  };
}

function readEntries(label: string, form: EntryForm, stored: unknown): Entry[] {
  const refuse = (what: string, problem: string) =>
    new EngageError("configuration", `The field "${label}" of this node cannot be used: ${what} ${problem}.`, {
      hint: `Enter one entry per line: ${form.columns}. Write \\| for a bar within a text. Or enter JSON in Engage's form.`,
    });
  const readLine = (line: string, lineNumber: number): Entry => {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.replaceAll("\\|", "|").trim());
    const known = form.columns.split("|").length;
    const entry =
      cells.length > known ? `has ${cells.length} columns, ${known} are known` : form.read(cells, lineNumber);
    if (typeof entry === "string") {
      throw refuse(`line ${lineNumber}`, entry);
    }
    return entry;
  };
  const text = typeof stored === "string" ? stored.trim() : "";
  if (typeof stored === "string" && !isMeantAsJson(text)) {
    return stored.split(/\r?\n/).flatMap((line, index) => (line.trim() === "" ? [] : [readLine(line, index + 1)]));
  }
  let json: unknown = stored;
  if (typeof stored === "string") {
    try {
      json = JSON.parse(text);
    } catch (error) {
      throw refuse("it", `is not JSON (${error instanceof Error ? error.message : "unknown reason"})`);
    }
  }
  const values: unknown[] = Array.isArray(json) ? json : json === undefined || json === null ? [] : [json];
  return values.map((value, index) => {
    if (typeof value === "string") {
      return readLine(value, index + 1);
    }
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return { ...value };
    }
    throw refuse(`entry ${index + 1}`, "is neither a line nor a JSON object");
  });
}

/** `[1] Apples` is a line: what stands in its brackets is no JSON, and more follows behind them. */
function isMeantAsJson(text: string): boolean {
  return /^[[{]/.test(text) && !/^(\[[^[\]{}"'\n]*\]|\{[^[\]{}"'\n]*\})[^\S\n]*[^\s,]/.test(text);
}

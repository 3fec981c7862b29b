/** Fields of a node: each knows how Cognigy shows it and how to read what a Flow has stored for it. */
import type { INodeField } from "@cognigy/extension-tools/build/interfaces/descriptor";
import { EngageError } from "../../core/errors";
import { isUnset, toFlag } from "../../core/flag";
import type { Localized } from "./localized";

/** Shown only while another field of the node has this value, or one of these. */
export interface ShownIf {
  key: string;
  value: string | boolean | string[];
}

export interface Field<Value> {
  descriptor: Omit<INodeField, "key" | "condition"> & { condition?: ShownIf };
  /** Cognigy stores anything: numbers as text, JSON as text or object, nothing at all for a field never touched. */
  parse(stored: unknown): Value;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

export type ConfigOf<F extends Fields> = {
  readonly [Key in keyof F]: F[Key] extends Field<infer Value> ? Value : never;
};

/** Fields that are shown together, folded up at first. */
export interface Section {
  label: Localized;
  fields: readonly string[];
  condition?: ShownIf;
}

interface FieldOptions {
  description?: Localized;
  condition?: ShownIf;
}

interface TextOptions extends FieldOptions {
  defaultValue?: string;
  placeholder?: string;
  multiline?: boolean;
}

/** With CognigyScript and the token button. `undefined` when empty. */
export function textField(label: Localized, options: TextOptions = {}): Field<string | undefined> {
  const { placeholder, multiline, ...rest } = options;
  const params = { ...(placeholder !== undefined && { placeholder }), ...(multiline && { multiline, rows: 4 }) };
  return {
    descriptor: { type: "cognigyText", label, defaultValue: "", ...rest, params },
    parse: (stored) => toText(stored) || undefined,
  };
}

interface ToggleOptions extends FieldOptions {
  defaultValue: boolean;
  /** What a stored value means that is neither yes nor no. Default: off. */
  whenUnclear?: boolean;
}

export function toggleField(label: Localized, { whenUnclear = false, ...options }: ToggleOptions): Field<boolean> {
  return {
    descriptor: { type: "toggle", label, ...options },
    parse: (stored) => (isUnset(stored) ? options.defaultValue : (toFlag(stored) ?? whenUnclear)),
  };
}

export function selectField<const Value extends string>(
  label: Localized,
  choices: readonly (readonly [value: Value, label: Localized])[],
  options: FieldOptions & { defaultValue: Value },
): Field<Value> {
  return {
    descriptor: {
      type: "select",
      label,
      ...options,
      params: { options: choices.map(([value, choiceLabel]) => ({ label: choiceLabel, value })), required: true },
    },
    parse: (stored) => {
      const text = toText(stored);
      const choice = choices.find(([value]) => value === text);
      if (choice) {
        return choice[0];
      }
      if (text === "") {
        return options.defaultValue;
      }
      throw wrongValue(label, `"${text.slice(0, 40)}" is none of ${choices.map(([value]) => value).join(", ")}`);
    },
  };
}

type OptionsResolver = NonNullable<INodeField["optionsResolver"]>;

/** Its options are read live from Engage. Empty means that nothing was chosen. */
export function liveSelectField(
  label: Localized,
  resolver: OptionsResolver["resolverFunction"],
  options: FieldOptions = {},
): Field<string | undefined> {
  return {
    descriptor: {
      type: "select",
      label,
      defaultValue: "",
      ...options,
      params: { options: [], required: false },
      optionsResolver: { dependencies: ["connection"], resolverFunction: resolver },
    },
    parse: (stored) => toText(stored) || undefined,
  };
}

/** A list of texts; one text with commas or line breaks is accepted too, since that is what a token yields. */
export function listField(label: Localized, options: FieldOptions = {}): Field<string[]> {
  return {
    descriptor: { type: "textArray", label, defaultValue: [], ...options },
    parse: (stored) => {
      const items = Array.isArray(stored) ? stored.map(toText) : [toText(stored)];
      return [...new Set(items.flatMap((item) => item.split(/[,\n]/)).map((item) => item.trim()))].filter(
        (item) => item !== "",
      );
    },
  };
}

/** As `listField`, but an item may have commas in it. */
export function linesField(label: Localized, options: FieldOptions = {}): Field<string[]> {
  return {
    descriptor: { type: "textArray", label, defaultValue: [], ...options },
    parse: (stored) => {
      const items = Array.isArray(stored) ? stored.map(toText) : [toText(stored)];
      return [...new Set(items.flatMap((item) => item.split("\n")).map((item) => item.trim()))].filter(
        (item) => item !== "",
      );
    },
  };
}

export function jsonField(label: Localized, options: FieldOptions = {}): Field<Record<string, unknown>> {
  return {
    descriptor: { type: "json", label, defaultValue: {}, ...options },
    parse: (stored) => {
      const value = typeof stored === "string" ? parseJson(label, stored) : stored;
      if (value === undefined || value === null) {
        return {};
      }
      if (typeof value === "object" && !Array.isArray(value)) {
        return { ...value };
      }
      throw wrongValue(label, 'it must be a JSON object like { "key": "value" }');
    },
  };
}

export function numberField(
  label: Localized,
  options: FieldOptions & { defaultValue: number; min: number; max: number },
): Field<number> {
  const { min, max, ...rest } = options;
  return {
    // Not Cognigy's number field: authors want to use tokens here as well.
    descriptor: { type: "cognigyText", label, ...rest, defaultValue: String(options.defaultValue), params: {} },
    parse: (stored) => {
      const text = toText(stored);
      if (text === "") {
        return options.defaultValue;
      }
      const number = Number(text);
      if (!Number.isFinite(number) || number < min || number > max) {
        throw wrongValue(label, `it must be a number from ${min} to ${max}`);
      }
      return number;
    },
  };
}

export function connectionField(label: Localized, connectionType: string): Field<unknown> {
  return {
    descriptor: { type: "connection", label, params: { connectionType, required: true } },
    parse: (stored) => stored,
  };
}

function toText(stored: unknown): string {
  return typeof stored === "string" || typeof stored === "number" || typeof stored === "boolean"
    ? String(stored).trim()
    : "";
}

function parseJson(label: Localized, text: string): unknown {
  if (text.trim() === "") {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrongValue(label, `it is not JSON (${error instanceof Error ? error.message : "unknown reason"})`);
  }
}

function wrongValue(label: Localized, problem: string): EngageError {
  return new EngageError("configuration", `The field "${label.default}" of this node cannot be used: ${problem}.`, {
    hint: `Open the node and correct "${label.default}".`,
  });
}

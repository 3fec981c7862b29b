/** The fields of a node, a table for each section. */
import { toCell, toCode, toTable } from "./markdown";
import { type DescribedNode, describeNode, toText } from "./nodeDescriptors";

type Field = DescribedNode["fields"][number];

/** Every node has these; they have their own page. */
const COMMON = ["connection", "storeLocation", "inputKey", "contextKey", "stopOnError"];

export function renderFields(type: string): string {
  const node = describeNode(type);
  const inSections = new Set(node.sections.flatMap(({ fields }) => fields));
  const parts = [
    { title: undefined, keys: node.fields.map(({ key }) => key).filter((key) => !inSections.has(key)) },
    ...node.sections.map(({ label, fields }) => ({ title: toText(label), keys: fields })),
  ];
  return parts
    .map(({ title, keys }) => ({ title, fields: node.fields.filter(({ key }) => keys.includes(key)).filter(isOwn) }))
    .filter(({ fields }) => fields.length > 0)
    .map(({ title, fields }) => `${title === undefined ? "" : `**${title}**\n\n`}${toFieldTable(fields, node)}`)
    .join("\n\n");
}

export function renderCommonFields(): string {
  const node = describeNode("handoverToRingCentral");
  return toFieldTable(
    node.fields.filter(({ key }) => COMMON.includes(key)),
    node,
  );
}

function isOwn({ key }: Field): boolean {
  return !COMMON.includes(key);
}

function toFieldTable(fields: readonly Field[], node: DescribedNode): string {
  return toTable(
    ["Field", "Key", "Default", "What it does"],
    fields.map((field) => [
      toCell(toText(field.label)),
      toCode(field.key),
      toDefault(field.defaultValue),
      toCell([toText(field.description ?? ""), toChoices(field), toCondition(field, node)].filter(Boolean).join(" ")),
    ]),
  );
}

function toDefault(value: unknown): string {
  if (typeof value === "boolean") {
    return value ? "on" : "off";
  }
  const isEmpty =
    value === undefined || value === "" || JSON.stringify(value) === "[]" || JSON.stringify(value) === "{}";
  return isEmpty ? "" : toCode(String(value));
}

function toChoices({ params }: Field): string {
  const options: unknown = Object(params).options;
  if (!Array.isArray(options) || options.length === 0) {
    return "";
  }
  const choices = options.map((option: unknown) => `${toCode(Object(option).value)} (${toText(Object(option).label)})`);
  return `Choices: ${choices.join(", ")}.`;
}

function toCondition({ condition }: Field, node: DescribedNode): string {
  const { key, value }: { key?: string; value?: unknown } = Object(condition);
  const label = toText(node.fields.find((field) => field.key === key)?.label ?? "");
  if (key === undefined || label === "") {
    return "";
  }
  const values = [value].flat().map((one) => (typeof one === "boolean" ? (one ? "on" : "off") : toCode(String(one))));
  return `Shown if *${label}* is ${values.join(", ")}.`;
}

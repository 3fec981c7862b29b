/** Finds what Cognigy.AI would refuse, or silently not show, in the descriptors of an Extension. */
import type { ConnectionDescriptor, FieldCondition, NodeDescriptor } from "./nodeDescriptor";

/** Limits of the Token picker. */
const MAX_TOKEN_LABEL = 30;
const MAX_TOKEN_SCRIPT = 500;

/** Each fault is a sentence. */
export function findDescriptorFaults(
  nodes: readonly NodeDescriptor[],
  connections: readonly ConnectionDescriptor[],
): string[] {
  const types = nodes.map(({ type }) => type);
  const connectionTypes = connections.map(({ type }) => type);
  return [
    ...repeated(types).map((type) => `The node type "${type}" exists more than once.`),
    ...repeated(connectionTypes).map((type) => `The connection type "${type}" exists more than once.`),
    ...nodes.flatMap((node) => [
      ...findFamilyFaults(node, nodes),
      ...findKeyFaults(node),
      ...findFieldFaults(node, connectionTypes),
      ...findTokenFaults(node),
    ]),
  ];
}

/** A child has exactly one parent type: two parents cannot share a child inside one Extension. */
function findFamilyFaults(node: NodeDescriptor, nodes: readonly NodeDescriptor[]): string[] {
  const faults = node.dependencies.children.flatMap((childType) => {
    const child = nodes.find(({ type }) => type === childType);
    if (!child) {
      return [`The node "${node.type}" has the child "${childType}", which has no descriptor.`];
    }
    if (child.parentType === node.type) {
      return [];
    }
    return [
      `The child "${childType}" of the node "${node.type}" has the parentType "${child.parentType ?? ""}" instead.`,
    ];
  });
  if (node.parentType && !nodes.some(({ type }) => type === node.parentType)) {
    faults.push(`The node "${node.type}" has the parentType "${node.parentType}", which is no node of the Extension.`);
  }
  return faults;
}

function findKeyFaults(node: NodeDescriptor): string[] {
  const fields = node.fields.map(({ key }) => key);
  const sections = node.sections.map(({ key }) => key);
  const uses: [user: string, kind: "field" | "section", key: string][] = [
    ...node.fields.flatMap(({ key, condition }) =>
      conditionKeys(condition).map((used) => [`The condition of the field "${key}"`, "field", used] as const),
    ),
    ...node.sections.flatMap(({ key, condition }) =>
      conditionKeys(condition).map((used) => [`The condition of the section "${key}"`, "field", used] as const),
    ),
    ...node.sections.flatMap((section) =>
      section.fields.map((used) => [`The section "${section.key}"`, "field", used] as const),
    ),
    ...node.form.map(({ type, key }) => ["The form", type, key] as const),
    ...(node.preview ? [["The preview", "field", node.preview.key] as const] : []),
  ].map(([user, kind, key]) => [user, kind, key]);
  return [
    ...repeated(fields).map((key) => `The node "${node.type}" has the field "${key}" more than once.`),
    ...repeated(sections).map((key) => `The node "${node.type}" has the section "${key}" more than once.`),
    ...uses
      .filter(([, kind, key]) => !(kind === "field" ? fields : sections).includes(key))
      .map(
        ([user, kind, key]) => `${user} of the node "${node.type}" names the ${kind} "${key}", which does not exist.`,
      ),
  ];
}

function findFieldFaults(node: NodeDescriptor, connectionTypes: readonly string[]): string[] {
  return node.fields.flatMap((field) => {
    const name = `The field "${field.key}" of the node "${node.type}"`;
    const faults: string[] = [];
    if (field.type === "connection" && !connectionTypes.some((type) => type === field.params?.connectionType)) {
      faults.push(`${name} has the connectionType "${field.params?.connectionType ?? ""}", which has no schema.`);
    }
    if (field.optionsResolver && field.type !== "select") {
      faults.push(`${name} has an optionsResolver, which only a field of type "select" may have.`);
    }
    for (const key of field.optionsResolver?.dependencies ?? []) {
      if (!node.fields.some((other) => other.key === key)) {
        faults.push(`${name} has an optionsResolver that depends on the field "${key}", which does not exist.`);
      }
    }
    return faults;
  });
}

function findTokenFaults(node: NodeDescriptor): string[] {
  return node.tokens
    .filter(({ label, script }) => label.length > MAX_TOKEN_LABEL || script.length > MAX_TOKEN_SCRIPT)
    .map(
      ({ label }) =>
        `The token "${label}" of the node "${node.type}" is too long (label ${MAX_TOKEN_LABEL}, script ${MAX_TOKEN_SCRIPT} characters).`,
    );
}

function conditionKeys(condition: FieldCondition | null | undefined): string[] {
  if (!condition) {
    return [];
  }
  if ("and" in condition) {
    return condition.and.flatMap(conditionKeys);
  }
  if ("or" in condition) {
    return condition.or.flatMap(conditionKeys);
  }
  return [condition.key];
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

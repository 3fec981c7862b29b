/** What a packed Extension says about itself, as plain data: nodes with fields, sections and form, and connections. */
import * as z from "zod";

const localized = z.union([z.string(), z.looseObject({ default: z.string() })]);

const comparable = z.union([z.string(), z.number(), z.boolean()]);

export type FieldCondition =
  | { key: string; value: z.output<typeof comparable> | z.output<typeof comparable>[]; negate?: boolean | undefined }
  | { and: FieldCondition[] }
  | { or: FieldCondition[] };

const condition: z.ZodType<FieldCondition> = z.lazy(() =>
  z.union([
    z.object({ key: z.string(), value: z.union([comparable, z.array(comparable)]), negate: z.boolean().optional() }),
    z.object({ and: z.array(condition) }),
    z.object({ or: z.array(condition) }),
  ]),
);

const nodeField = z.looseObject({
  type: z.string().min(1),
  key: z.string().min(1),
  label: localized,
  description: localized.nullish(),
  condition: condition.nullish(),
  defaultValue: z.unknown().optional(),
  params: z.looseObject({}).nullish(),
  optionsResolver: z.looseObject({ dependencies: z.array(z.string()) }).nullish(),
});
export type NodeField = z.output<typeof nodeField>;

const nodeSection = z.looseObject({
  key: z.string().min(1),
  label: localized,
  condition: condition.nullish(),
  defaultCollapsed: z.boolean().nullish(),
  fields: z.array(z.string()),
});

export const nodeDescriptorSchema = z.looseObject({
  type: z.string().min(1),
  parentType: z.string().nullish(),
  defaultLabel: localized.nullish(),
  summary: localized.nullish(),
  appearance: z.looseObject({}).nullish(),
  behavior: z.looseObject({}).nullish(),
  constraints: z.looseObject({}).nullish(),
  dependencies: z.looseObject({ children: z.array(z.string()).default([]) }).default({ children: [] }),
  fields: z.array(nodeField).default([]),
  sections: z.array(nodeSection).default([]),
  form: z.array(z.looseObject({ type: z.enum(["field", "section"]), key: z.string() })).default([]),
  preview: z.looseObject({ type: z.string(), key: z.string() }).nullish(),
  tags: z.array(z.string()).default([]),
  tokens: z.array(z.looseObject({ label: z.string(), type: z.string(), script: z.string() })).default([]),
});
export type NodeDescriptor = z.output<typeof nodeDescriptorSchema>;

export const connectionDescriptorSchema = z.object({
  type: z.string().min(1),
  label: z.string(),
  fields: z.array(z.object({ fieldName: z.string().min(1) })),
});
export type ConnectionDescriptor = z.output<typeof connectionDescriptorSchema>;

/** What `createExtension` returns, without functions. Nodes are parsed one by one, so that a refusal can name the node. */
export const extensionDescriptionSchema = z.object({
  nodes: z.array(z.unknown()),
  connections: z.array(z.unknown()),
  options: z.looseObject({ label: z.string().nullish() }).nullish(),
});

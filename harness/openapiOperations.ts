/** Reads the operations of an OpenAPI file and prepares validators for their answers. */
import { readFileSync } from "node:fs";
import Ajv, { type ValidateFunction } from "ajv";
import { parse } from "yaml";
import { OPEN_SCHEMAS, RESPONSE_FIELDS } from "./openapiExceptions";

export interface OpenapiOperation {
  id: string;
  method: string;
  path: RegExp;
  parameters: string[];
  /** Per documented status: the violations of an answer. */
  responses: Map<number, (body: unknown) => string[]>;
}

type Json = Record<string, unknown>;

const REF_PREFIX = "#/components/schemas/";

export function loadOpenapi(file: string): OpenapiOperation[] {
  const document = hash(parse(readFileSync(file, "utf8")));
  const schemas = hash(hash(document.components).schemas);
  const ajv = new Ajv({ allErrors: true, strict: false, formats: FORMATS });
  for (const [name, schema] of Object.entries(schemas)) {
    ajv.addSchema({ $id: toId(name), ...prepare(withExceptions(name, hash(schema)), schemas, name) });
  }
  const operations: OpenapiOperation[] = [];
  for (const [path, item] of Object.entries(hash(document.paths))) {
    for (const [method, operation] of Object.entries(hash(item))) {
      operations.push(readOperation(path, method, hash(operation), schemas, ajv));
    }
  }
  // A fixed path such as `/identities/import` goes before `/identities/{id}`.
  return operations.sort((left, right) => Number(isVariable(left)) - Number(isVariable(right)));
}

function isVariable(operation: OpenapiOperation): boolean {
  return operation.path.source.includes("[^");
}

function readOperation(path: string, method: string, operation: Json, schemas: Json, ajv: Ajv): OpenapiOperation {
  const pattern = path.replace(/\{[^}]+\}/g, "[^/]+");
  return {
    id: String(operation.operationId),
    method: method.toUpperCase(),
    path: new RegExp(`^${pattern}$`),
    parameters: list(operation.parameters)
      .map(hash)
      .filter((parameter) => parameter.in !== "path")
      .map((parameter) => String(parameter.name)),
    responses: new Map(
      Object.entries(hash(operation.responses)).map(([status, response]) => [
        Number(status),
        toValidator(hash(response), schemas, ajv),
      ]),
    ),
  };
}

function toValidator(response: Json, schemas: Json, ajv: Ajv): (body: unknown) => string[] {
  const [content] = Object.values(hash(response.content));
  let validate: ValidateFunction | undefined;
  return (body) => {
    if (body === null || body === undefined) {
      return ["there is no answer"];
    }
    // Compiled on first use: a test needs few of the many operations.
    validate ??= ajv.compile(prepare(hash(hash(content).schema), schemas, ""));
    return validate(body)
      ? []
      : (validate.errors ?? []).map((error) => {
          const field = error.params.additionalProperty === undefined ? "" : ` (${error.params.additionalProperty})`;
          return `${error.instancePath} ${error.message}${field}`;
        });
  };
}

const FORMATS = {
  "date-time": /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/,
  int32: true,
  int64: true,
  string: true,
  integer: true,
  binary: true,
} as const;

function withExceptions(name: string, schema: Json): Json {
  const extra = RESPONSE_FIELDS.filter((one) => one.schema === name).map((one) => [one.field, one.as] as const);
  return extra.length === 0
    ? schema
    : { ...schema, properties: { ...hash(schema.properties), ...Object.fromEntries(extra) } };
}

/** Null is allowed everywhere, unknown fields nowhere, and `allOf` becomes one object so that both can be said. */
function prepare(schema: Json, schemas: Json, name: string): Json {
  if (typeof schema.$ref === "string") {
    const target = schema.$ref.slice(REF_PREFIX.length);
    return { $ref: toId(target) };
  }
  if (Array.isArray(schema.allOf)) {
    return prepare(mergeAllOf(schema.allOf.map(hash), schemas), schemas, name);
  }
  const { description: _description, example: _example, nullable: _nullable, ...rest } = schema;
  const prepared: Json = { ...rest };
  if (typeof rest.type === "string") {
    prepared.type = [rest.type, "null"];
  }
  if (Array.isArray(rest.enum)) {
    prepared.enum = [...rest.enum, null];
  }
  if (rest.items !== undefined) {
    prepared.items = prepare(hash(rest.items), schemas, "");
  }
  if (rest.properties !== undefined) {
    prepared.properties = Object.fromEntries(
      Object.entries(hash(rest.properties)).map(([key, value]) => [key, prepare(hash(value), schemas, "")]),
    );
    prepared.additionalProperties = OPEN_SCHEMAS.includes(name);
  }
  return prepared;
}

function mergeAllOf(parts: readonly Json[], schemas: Json): Json {
  const resolved = parts.map((part) => {
    if (typeof part.$ref !== "string") {
      return part;
    }
    const target = part.$ref.slice(REF_PREFIX.length);
    return withExceptions(target, hash(schemas[target]));
  });
  return {
    type: "object",
    properties: Object.assign({}, ...resolved.map((part) => hash(part.properties))),
    required: resolved.flatMap((part) => list(part.required)),
  };
}

function toId(name: string): string {
  return `engage:${name}`;
}

function hash(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Compares recorded exchanges with the vendor's OpenAPI file; without the file there is nothing to compare. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Exchange } from "../sandbox/engage/startEngage";
import { root } from "../scripts/paths";
import { EXTRA_OPERATIONS, EXTRA_PARAMETERS } from "./openapiExceptions";
import { loadOpenapi, type OpenapiOperation } from "./openapiOperations";

const FILE = join(root, "../shared/reference/engage-digital_openapi3.yaml");
const API_PREFIX = "/1.0";
/** Requests of the product itself may only use documented parameters; tests may probe others. */
const PRODUCT_AGENT = "ringcentral-engage";

export const openapiIsAvailable: boolean = existsSync(FILE);

let operations: OpenapiOperation[] | undefined;

export function checkExchanges(exchanges: readonly Exchange[]): string[] {
  if (!openapiIsAvailable) {
    return [];
  }
  operations ??= loadOpenapi(FILE);
  const known = operations;
  return exchanges
    .filter((exchange) => exchange.fault === undefined && exchange.path.startsWith(`${API_PREFIX}/`))
    .flatMap((exchange) =>
      checkExchange(exchange, known).map((text) => `${exchange.method} ${exchange.path}: ${text}`),
    );
}

function checkExchange(exchange: Exchange, known: readonly OpenapiOperation[]): string[] {
  const path = exchange.path.slice(API_PREFIX.length);
  if (EXTRA_OPERATIONS.some((one) => one.method === exchange.method && one.path.test(path))) {
    return [];
  }
  const operation = known.find((one) => one.method === exchange.method && one.path.test(path));
  if (operation === undefined) {
    return ["not an operation of the OpenAPI file"];
  }
  return [
    ...(exchange.status === 0 ? [] : checkResponse(exchange, operation)),
    ...(exchange.headers["user-agent"]?.startsWith(PRODUCT_AGENT) ? checkParameters(exchange, operation) : []),
  ];
}

function checkResponse(exchange: Exchange, operation: OpenapiOperation): string[] {
  if (exchange.status >= 400) {
    return isErrorBody(exchange.responseBody, exchange.status) ? [] : ["the error body has another shape"];
  }
  const validate = operation.responses.get(exchange.status);
  return validate === undefined ? [`status ${exchange.status} is not documented`] : validate(exchange.responseBody);
}

function isErrorBody(body: unknown, status: number): boolean {
  return (
    typeof body === "object" &&
    body !== null &&
    "error" in body &&
    typeof body.error === "string" &&
    "message" in body &&
    typeof body.message === "string" &&
    "status" in body &&
    body.status === status
  );
}

function checkParameters(exchange: Exchange, operation: OpenapiOperation): string[] {
  const documented = [
    ...operation.parameters,
    ...EXTRA_PARAMETERS.filter((one) => one.operation === undefined || one.operation === operation.id).map(
      (one) => one.name,
    ),
  ].map(toPattern);
  return namesOf(exchange)
    .filter(({ spellings }) => !spellings.some((name) => documented.some((pattern) => pattern.test(name))))
    .map(({ spellings }) => `parameter ${spellings[0]} is not documented`);
}

/** `custom_field_values[custom_field_key]` stands for any key, with `[]` behind it for several values. */
function toPattern(name: string): RegExp {
  const [base = name, ...rest] = name.split("[");
  const tail = rest.map((part) => (part === "]" ? "\\[\\]" : "\\[[^\\]]+\\](\\[\\])?")).join("");
  return name.startsWith("{") ? /^[0-9a-f]{24}$/ : new RegExp(`^${base}${tail}$`);
}

interface UsedName {
  /** In JSON an array or a hash has no brackets, so it may stand for either. */
  spellings: string[];
}

function namesOf(exchange: Exchange): UsedName[] {
  const isJson = exchange.headers["content-type"]?.includes("json") ?? false;
  const body = exchange.body;
  const bodyNames = typeof body === "object" && body !== null ? Object.keys(body) : [];
  return [
    ...exchange.query.map(([name]) => ({ spellings: [name] })),
    ...bodyNames.map((name) => ({ spellings: isJson ? [name, `${name}[]`, `${name}[key]`] : [name] })),
  ];
}

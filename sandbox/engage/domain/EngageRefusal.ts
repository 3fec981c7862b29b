/** Why the platform refuses an action; the HTTP layer alone knows which status that is. */

export type RefusalKind = "malformed" | "forbidden" | "unknown" | "busy" | "invalid";

const DEFAULT_IDENTIFIERS = {
  malformed: "bad_request",
  forbidden: "forbidden",
  unknown: "not_found",
  busy: "conflict",
  invalid: "unprocessable_entity",
} as const satisfies Record<RefusalKind, string>;

export class EngageRefusal extends Error {
  readonly kind: RefusalKind;
  readonly identifier: string;

  constructor(kind: RefusalKind, message: string, identifier: string = DEFAULT_IDENTIFIERS[kind]) {
    super(message);
    this.name = "EngageRefusal";
    this.kind = kind;
    this.identifier = identifier;
  }
}

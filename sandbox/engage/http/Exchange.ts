/** One request and what became of it, kept for tests and for the sandbox page. */

export interface Exchange {
  method: string;
  /** Without the query string. */
  path: string;
  query: [string, string][];
  headers: Record<string, string>;
  /** Parsed: JSON value, form fields, or undefined without a body. */
  body: unknown;
  rawBody: string;
  /** Operation id of the vendor's OpenAPI file, where it has one. */
  operation?: string | undefined;
  /** 0 while there is no answer. */
  status: number;
  responseBody: unknown;
  responseText: string;
  userId?: string | undefined;
  /** Kind of the injected fault that spoilt this exchange. */
  fault?: string | undefined;
  startedAt: number;
  endedAt: number | undefined;
}

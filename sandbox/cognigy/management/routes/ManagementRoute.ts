/** A route of the REST API, and what its requests and answers consist of. */

export interface ManagementRequest {
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  bytes: Buffer;
  contentType: string;
}

export interface ManagementAnswer {
  status: number;
  body?: unknown;
}

export interface ManagementRoute {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  handle(request: ManagementRequest): ManagementAnswer | Promise<ManagementAnswer>;
}

/** The `request` of a handler: the members of an Express request that transformers use. */
import type { RequestView } from "../bridge";

export function createRequest(view: RequestView, Buffer: { from(text: string, encoding: string): unknown }): object {
  const { rawBody, ...request } = view;
  const get = (name: unknown) => request.headers[String(name).toLowerCase()];
  return {
    ...request,
    originalUrl: request.url,
    path: request.url.split("?")[0],
    get,
    header: get,
    ...(rawBody === undefined ? {} : { rawBody: readRawBody(rawBody, Buffer) }),
  };
}

function readRawBody(
  { base64, as }: { base64: string; as: "string" | "buffer" },
  Buffer: { from(text: string, encoding: string): unknown },
): unknown {
  const bytes = Buffer.from(base64, "base64") as { toString(encoding: string): string };
  return as === "buffer" ? bytes : bytes.toString("utf8");
}

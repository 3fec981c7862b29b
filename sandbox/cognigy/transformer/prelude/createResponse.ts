/** The `response` of a handler: the part of an Express response that transformers use. It is sent at once. */
import type { FromContext } from "../bridge";

export function createResponse(send: (message: FromContext) => void): object {
  const headers: Record<string, string> = {};
  let headersSent = false;

  const setHeader = (name: unknown, value: unknown) => {
    if (typeof name === "object" && name !== null) {
      for (const [key, item] of Object.entries(name)) {
        headers[key.toLowerCase()] = String(item);
      }
    } else {
      headers[String(name).toLowerCase()] = String(value);
    }
    return response;
  };
  const finish = (body?: string) => {
    if (headersSent) {
      throw new Error("Cannot set headers after they are sent to the client");
    }
    headersSent = true;
    send({ kind: "respond", status: response.statusCode, headers, ...(body === undefined ? {} : { body }) });
    return response;
  };
  const defaultType = (type: string) => {
    headers["content-type"] ??= type;
  };

  const response = {
    statusCode: 200,
    get headersSent() {
      return headersSent;
    },
    status(code: unknown) {
      response.statusCode = Number(code);
      return response;
    },
    set: setHeader,
    setHeader,
    header: setHeader,
    type: (value: unknown) => setHeader("content-type", value),
    get: (name: unknown) => headers[String(name).toLowerCase()],
    getHeader: (name: unknown) => headers[String(name).toLowerCase()],
    send(body?: unknown) {
      if (typeof body === "string") {
        defaultType("text/html; charset=utf-8");
        return finish(body);
      }
      if (body === undefined) {
        return finish("");
      }
      return response.json(body);
    },
    json(body: unknown) {
      defaultType("application/json; charset=utf-8");
      return finish(JSON.stringify(body) ?? "");
    },
    sendStatus(code: unknown) {
      response.statusCode = Number(code);
      headers["content-type"] = "text/plain; charset=utf-8";
      return finish();
    },
    redirect(statusOrUrl: unknown, url?: unknown) {
      const target = String(url ?? statusOrUrl);
      response.statusCode = url === undefined ? 302 : Number(statusOrUrl);
      headers.location = target;
      headers["content-type"] = "text/plain; charset=utf-8";
      return finish(`Redirecting to ${target}`);
    },
    end: (body?: unknown) => finish(body === undefined ? "" : String(body)),
  };
  return response;
}

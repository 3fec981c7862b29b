/** Parses a request body by its content type: JSON, form, or multipart with a file. */
import type { UploadedFile } from "./Call";

export interface RequestBody {
  /** What an exchange shows as its body. */
  shown: unknown;
  pairs: [string, string][];
  json: unknown;
  file: UploadedFile | undefined;
}

const NOTHING: RequestBody = { shown: undefined, pairs: [], json: undefined, file: undefined };

/** Undefined when the body is not what its content type says. */
export async function readBody(bytes: Buffer, contentType: string): Promise<RequestBody | undefined> {
  if (bytes.length === 0) {
    return NOTHING;
  }
  if (contentType.startsWith("multipart/form-data")) {
    return await readMultipart(bytes, contentType).catch(() => undefined);
  }
  if (contentType.startsWith("application/x-www-form-urlencoded")) {
    const pairs = [...new URLSearchParams(bytes.toString())];
    return { ...NOTHING, pairs, shown: toObject(pairs) };
  }
  if (!contentType.includes("json")) {
    return { ...NOTHING, shown: bytes.toString() };
  }
  try {
    const json: unknown = JSON.parse(bytes.toString());
    return { ...NOTHING, json, shown: json };
  } catch {
    return undefined;
  }
}

async function readMultipart(bytes: Buffer, contentType: string): Promise<RequestBody> {
  const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": contentType } }).formData();
  const pairs: [string, string][] = [];
  let file: UploadedFile | undefined;
  for (const [name, value] of form.entries()) {
    if (typeof value === "string") {
      pairs.push([name, value]);
    } else if (name === "file") {
      file = {
        filename: value.name,
        contentType: value.type || "application/octet-stream",
        bytes: new Uint8Array(await value.arrayBuffer()),
      };
    }
  }
  const shownFile = file === undefined ? {} : { file: { filename: file.filename, size: file.bytes.length } };
  return { ...NOTHING, pairs, file, shown: { ...toObject(pairs), ...shownFile } };
}

/** Repeated names become arrays. */
function toObject(pairs: readonly [string, string][]): Record<string, string | string[]> {
  const object: Record<string, string | string[]> = {};
  for (const [name, value] of pairs) {
    const before = object[name];
    object[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return object;
}

/** The body of an answer: up to a limit, and unpacked up to the same limit. */
import type { IncomingMessage } from "node:http";
import { MAX_ANSWER_BYTES } from "./httpFailure";

/** What axios has always offered servers. */
export const ACCEPT_ENCODING = "gzip, compress, deflate, br";

export async function readAnswer(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) {
      throw Object.assign(new Error("The answer is too large"), { code: "ERR_BUFFER_TOO_LARGE" });
    }
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const encoding = response.headers["content-encoding"]?.trim().toLowerCase();
  return encoding === undefined || bytes.length === 0 ? bytes : unpack(bytes, encoding);
}

/** zlib is loaded when first needed: most answers are small and come as they are. */
function unpack(bytes: Buffer, encoding: string): Promise<Buffer> {
  const zlib: typeof import("node:zlib") = require("node:zlib");
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null, unpacked: Buffer) => (error ? reject(error) : resolve(unpacked));
    const limit = { maxOutputLength: MAX_ANSWER_BYTES };
    switch (encoding) {
      case "gzip":
      case "x-gzip":
      case "compress":
        return zlib.unzip(bytes, limit, settle);
      case "deflate":
        // Some servers leave out the header that the standard asks for.
        return ((bytes[0] ?? 0) & 0x0f) === 8
          ? zlib.inflate(bytes, limit, settle)
          : zlib.inflateRaw(bytes, limit, settle);
      case "br":
        return zlib.brotliDecompress(bytes, limit, settle);
      default:
        return resolve(bytes);
    }
  });
}

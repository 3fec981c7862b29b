/**
 * A form with one file, as bytes. Written by hand: Node's FormData loads undici (14 ms in a process that lives for one
 * message), and bytes of a known length can be sent again after a 429.
 */
export interface Multipart {
  body: Buffer;
  contentType: string;
}

export interface FilePart {
  filename: string;
  contentType: string;
  bytes: Uint8Array;
}

export function toMultipart(file: FilePart, fields: Readonly<Record<string, string>>): Multipart {
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  const boundary = findBoundary([bytes, ...Object.values(fields).map((value) => Buffer.from(value))]);
  const parts = [
    ...Object.entries(fields).flatMap(([name, value]) => [
      `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"\r\n\r\n${value}\r\n`,
    ]),
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${escapeName(file.filename)}"\r\n` +
      `Content-Type: ${file.contentType.replace(/[\r\n]/g, " ")}\r\n\r\n`,
  ];
  return {
    body: Buffer.concat([Buffer.from(parts.join("")), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

/** One that is nowhere in what it separates, so that no file can end its own part. */
function findBoundary(contents: readonly Buffer[]): string {
  for (let number = 0; ; number++) {
    const boundary = `ringcentral-engage-${number}`;
    if (!contents.some((content) => content.includes(boundary))) {
      return boundary;
    }
  }
}

/** As browsers do it. */
function escapeName(name: string): string {
  return name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

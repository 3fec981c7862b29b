/** A file that a person picked, as a command carries it. */

export interface Upload {
  name: string;
  contentType: string;
  content: string;
}

export const MAX_UPLOAD_BYTES = 5 * 1024 * 1024;

export async function readUpload(file: File): Promise<Upload> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  const known = /^[\w.+-]+\/[\w.+-]+$/.test(file.type);
  return {
    name: file.name.slice(0, 200) || "file",
    contentType: known ? file.type : "application/octet-stream",
    content: btoa(binary),
  };
}

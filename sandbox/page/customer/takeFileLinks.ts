/** An agent's files come at the end of the text, a line each: `invoice.pdf: https://...`. Here they are files again. */
import type { Media } from "../../../src/core/content/cognigyOutput";

/** With a file's ending in the name: what agents write before an address of their own stays a text. */
const FILE_LINE = /^(.{1,200}\.\w{1,8}): (https?:\/\/[^\s<>"']+)$/i;

export function takeFileLinks(written: string): { text: string; files: Media[] } {
  const lines = written.split("\n");
  const files: Media[] = [];
  for (let line = lines.at(-1); line !== undefined; line = lines.at(-1)) {
    const [, title, url] = FILE_LINE.exec(line) ?? [];
    if (title === undefined || url === undefined) {
      break;
    }
    files.unshift({ title, url });
    lines.pop();
  }
  return { text: lines.join("\n"), files };
}

/** An agent's files come twice, as files and as lines of the text: `invoice.pdf: https://...`. Here the lines go. */
import type { Media } from "../../../src/core/content/cognigyOutput";

export function withoutFileLinks(written: string, files: readonly Media[]): string {
  const isLink = (line: string) => files.some(({ url }) => line === url || line.endsWith(`: ${url}`));
  return written
    .split("\n")
    .filter((line) => !isLink(line))
    .join("\n");
}

/** The style rules of a minified sheet, each with the condition of the `@media` that it is in. */

interface StyleRule {
  media: string;
  selector: string;
  text: string;
}

export function listRules(css: string): StyleRule[] {
  return readBlocks(css).flatMap(({ head, body }) => {
    if (head.startsWith("@media")) {
      const media = head.slice("@media".length).trim();
      return readBlocks(body).map((inner) => ({ media, selector: inner.head, text: `${media} ${toText(inner)}` }));
    }
    // Frames of an animation are seen in no picture.
    return head.startsWith("@") ? [] : [{ media: "", selector: head, text: toText({ head, body }) }];
  });
}

interface Block {
  head: string;
  body: string;
}

function toText({ head, body }: Block): string {
  return `${head}{${body}}`;
}

/** `head{body}`, one after the other. */
function readBlocks(css: string): Block[] {
  const blocks: Block[] = [];
  let depth = 0;
  let begin = 0;
  let open = 0;
  for (let at = 0; at < css.length; at += 1) {
    if (css[at] === "{") {
      depth += 1;
      open = depth === 1 ? at : open;
    }
    if (css[at] === "}") {
      depth -= 1;
      if (depth === 0) {
        blocks.push({ head: css.slice(begin, open).trim(), body: css.slice(open + 1, at) });
        begin = at + 1;
      }
    }
  }
  return blocks;
}

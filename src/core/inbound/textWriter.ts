/** Lays out words as plain text. Gaps between words are written only when the next word comes, and only the widest one. */

export interface TextWriter {
  /** Of preformatted text: its line breaks are meant. */
  keepsLines: boolean;
  /** Words with the space around them; a line break that is left among them counts. */
  write(words: string): void;
  breakLine(): void;
  /** What follows begins on a line of its own. */
  block(): void;
  item(isEnd: boolean): void;
  row(): void;
  cell(): void;
  openLink(href: string): void;
  closeLink(): void;
  toText(): string;
}

const CELL = " | ";

export function createTextWriter(): TextWriter {
  const parts: string[] = [];
  /** A space, the next cell, the end of a line or of a paragraph. */
  let gap: "" | " " | typeof CELL | "\n" | "\n\n" = "";
  let marker = "";
  let isRowBegun = false;
  let link: { href: string; shown: string } | undefined;

  const add = (words: string) => {
    const lead = parts.length === 0 ? "" : gap;
    parts.push(lead, marker, words);
    if (link !== undefined) {
      link.shown += link.shown === "" ? words : lead + words;
    }
    gap = "";
    marker = "";
    isRowBegun = true;
  };
  const space = () => {
    gap = gap || " ";
  };
  const breakLine = () => {
    gap = gap === "\n" || gap === "\n\n" ? "\n\n" : "\n";
  };
  const block = () => {
    // The first paragraph of a cell stays in the row.
    if (gap === "" || gap === " ") {
      gap = "\n";
    }
  };
  const writeLine = (line: string) => {
    const words = line.trim();
    if (line[0] !== words[0]) {
      space();
    }
    if (words !== "") {
      add(words);
      if (line[line.length - 1] !== words[words.length - 1]) {
        space();
      }
    }
  };

  return {
    keepsLines: false,
    breakLine,
    block,
    write(words) {
      words
        .replace(/\u00a0/g, " ")
        .split("\n")
        .forEach((line, index) => {
          if (index > 0) {
            breakLine();
          }
          writeLine(line);
        });
    },
    item(isEnd) {
      block();
      marker = isEnd ? "" : "- ";
    },
    row() {
      if (gap !== "\n\n") {
        gap = "\n";
      }
      isRowBegun = false;
    },
    cell() {
      if (isRowBegun) {
        gap = CELL;
      }
    },
    openLink(href) {
      link = { href, shown: "" };
    },
    closeLink() {
      if (link === undefined) {
        return;
      }
      const { href, shown } = link;
      link = undefined;
      // A link is of no use without its address.
      if (shown === "") {
        add(href);
      } else if (shown !== href) {
        parts.push(` (${href})`);
      }
    },
    toText: () => parts.join(""),
  };
}

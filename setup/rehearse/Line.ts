/** What the customer sees: words, files, and who they are from. */

export interface Line {
  from: "bot" | "agent";
  text: string;
  /** Names or addresses of files. */
  files: readonly string[];
  atMs: number;
  /** As Webchat is told: `bot` or `agent`. */
  source?: string;
  /** Of the agent's message at Engage, by which a repetition is known. */
  messageId?: string;
}

/** Lines in the order in which they came. An expectation looks at those since somebody last acted, each once. */
export class Heard {
  readonly lines: Line[] = [];
  private cursor = 0;
  private readonly taken = new Set<Line>();

  add(line: Line): void {
    this.lines.push(line);
  }

  /** Somebody acts: what was said before is no answer to it. */
  mark(): void {
    this.cursor = this.lines.length;
  }

  find(isWanted: (line: Line) => boolean): Line | undefined {
    return this.fresh.find((line) => !this.taken.has(line) && isWanted(line));
  }

  take(line: Line): void {
    this.taken.add(line);
  }

  get fresh(): readonly Line[] {
    return this.lines.slice(this.cursor);
  }
}

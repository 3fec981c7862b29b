/**
 * A line of a terminal that shows what takes time, and goes when it's done. It leaves the keyboard alone: a spinner that
 * reads keys ends the process at Ctrl+C, before a command can close what it opened.
 */
export interface StatusLine {
  show(text: string): void;
  clear(): void;
}

const CLEAR = "\r\x1b[2K";
const DEFAULT_COLUMNS = 80;

export function createStatusLine(print: (text: string) => void, columns: number | undefined): StatusLine {
  // A line that wraps can't be cleared.
  const width = Math.max(10, (columns ?? DEFAULT_COLUMNS) - 1);
  return {
    show: (text) => print(`${CLEAR}${`  ... ${text}`.slice(0, width)}`),
    clear: () => print(CLEAR),
  };
}

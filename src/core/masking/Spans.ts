/** Which characters of a text are to be masked. */
import { starWordSigns } from "./isWordSign";

export class Spans {
  private readonly isMarked: boolean[] = [];

  mark(from: number, to: number): void {
    for (let at = from; at < to; at++) {
      this.isMarked[at] = true;
    }
  }

  /** Each letter and digit that is marked becomes `*`, and all else stays: the length too. */
  applyTo(text: string): string {
    let masked = "";
    for (let at = 0; at < text.length; ) {
      const isMarked = this.isMarked[at] === true;
      const from = at;
      while (at < text.length && (this.isMarked[at] === true) === isMarked) {
        at++;
      }
      const part = text.slice(from, at);
      masked += isMarked ? starWordSigns(part) : part;
    }
    return masked;
  }
}

/** The words by which people, and `report`, recognise a rehearsal's conversation. */
export function toRehearsalMark(code: string): string {
  return `[Rehearsal ${code}]`;
}

/** For Engage's search, which finds words. */
export const REHEARSAL_WORD = "Rehearsal";

export function hasRehearsalMark(text: string): boolean {
  return /\[Rehearsal [0-9a-f]{6}\]/.test(text);
}

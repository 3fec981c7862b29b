/** A page's words alone: blocks of code and code within lines become blanks, so lines keep their numbers. */
export function withoutCode(text: string): string {
  const blank = (code: string) => code.replace(/[^\n]/g, " ");
  return text
    .replace(/^ *```[\s\S]*?^ *```/gm, blank)
    .replace(/`[^`\n]+`/g, blank)
    .replace(/<!--[\s\S]*?-->/g, blank);
}

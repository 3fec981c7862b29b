/** The settings that a filled transformer has other values of: it was filled in before they were changed. */

export function findOtherValues(code: string, environment: Readonly<Record<string, string>>): string[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    const [, filled] = new RegExp(`^  ${name}: (.*),$`, "m").exec(code) ?? [];
    // Contained and not equal: two webhook secrets may stand there while one replaces the other.
    return filled === undefined || filled.includes(JSON.stringify(value)) ? [] : [name];
  });
}

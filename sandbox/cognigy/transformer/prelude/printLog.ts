/** The text of one `console` call. */

export function printLog(values: readonly unknown[]): string {
  return values.map(print).join(" ");
}

function print(value: unknown): string {
  if (typeof value === "string") {
    return value;
  }
  if (value instanceof Error) {
    return value.stack ?? value.message;
  }
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

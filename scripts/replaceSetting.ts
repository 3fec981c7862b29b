/** Writes one value into the CONFIG block of a transformer. */
export function replaceSetting(source: string, name: string, value: unknown): string {
  const line = new RegExp(`^  ${name}: .*,$`, "m");
  if (!line.test(source)) {
    throw new Error(`The transformer has no setting ${name}`);
  }
  return source.replace(line, () => `  ${name}: ${JSON.stringify(value)},`);
}

/** The name of the twin of a transformer that people can read. */
export function toReadableName(file: string): string {
  return file.replace(/\.js$/, ".readable.js");
}

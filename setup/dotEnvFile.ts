/** The .env file: read, and changed line by line, so that what people wrote into it stays. */
import { existsSync } from "node:fs";
import { chmod, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseEnv } from "node:util";

export async function readDotEnv(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT") {
      return "";
    }
    throw error;
  }
}

/** Throws a sentence where a file that was named can't be used: `creates` says whether the command would create it. */
export async function checkNamedFile(path: string, creates: boolean): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) {
    throw new Error(`${path} (--dot-env) is a folder. Name a file.`);
  }
  if (found !== undefined) {
    return;
  }
  if (!creates) {
    throw new Error(`There is no file ${path} (--dot-env).`);
  }
  if (!existsSync(dirname(path))) {
    throw new Error(`There is no folder ${dirname(path)}, so ${path} (--dot-env) can't be created.`);
  }
}

/** The names of what has changed; without any the file is left alone. Readable by its owner only. */
export async function saveDotEnv(path: string, values: Readonly<Record<string, string>>): Promise<string[]> {
  const before = await readDotEnv(path);
  const known = parseEnv(before);
  const changed = Object.keys(values).filter((name) => known[name] !== values[name]);
  const after = changed.reduce((text, name) => setLine(text, name, values[name] ?? ""), before);
  if (changed.length === 0) {
    if (before !== "") {
      await chmod(path, 0o600);
    }
    return [];
  }
  // Whoever is interrupted here has the old file or the new one, and never half of it.
  const draft = `${path}.new`;
  await writeFile(draft, after, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, path);
  return changed;
}

/** Replaces the last line that sets the name, which is the one that counts, or adds one. */
export function setLine(text: string, name: string, value: string): string {
  const line = `${name}=${quote(value)}`;
  const lines = text.split("\n");
  const setsIt = new RegExp(`^\\s*(export\\s+)?${name}\\s*=`);
  const index = lines.map((one) => setsIt.test(one)).lastIndexOf(true);
  if (index >= 0) {
    return [...lines.slice(0, index), line, ...lines.slice(index + 1)].join("\n");
  }
  return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${line}\n`;
}

/** Unquoted, a # begins a comment and spaces at the ends are lost. */
function quote(value: string): string {
  if (/^[\w./:@%+,=?&~-]*$/.test(value)) {
    return value;
  }
  const mark = ["'", "`", '"'].find((one) => !value.includes(one));
  if (mark === undefined || value.includes("\n")) {
    throw new Error("A value with line breaks, or with all three kinds of quotes, cannot be written into .env");
  }
  return `${mark}${value}${mark}`;
}

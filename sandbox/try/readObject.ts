/** Reads a JSON file that holds an object. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import * as z from "zod";
import { UsageFault } from "./UsageFault";

const objectSchema = z.record(z.string(), z.unknown());

export async function readObject(directory: string, file: string | undefined): Promise<Record<string, unknown>> {
  if (file === undefined) {
    return {};
  }
  const text = await readFile(resolve(directory, file), "utf8").catch(() => {
    throw new UsageFault(`The file ${file} cannot be read. Check its name.`);
  });
  const parsed = objectSchema.safeParse(parseJson(text, file));
  if (!parsed.success) {
    throw new UsageFault(`${file} must contain a JSON object: { "name": value, ... }.`);
  }
  return parsed.data;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageFault(`${file} is no valid JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

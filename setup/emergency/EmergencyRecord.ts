/** What an emergency switch has changed, in a file beside .env: for resuming, and for the way back. */
import { chmod, readFile, rename, writeFile } from "node:fs/promises";
import * as z from "zod";

const changeSchema = z.object({ id: z.string(), before: z.array(z.string()), after: z.array(z.string()) });
const recordSchema = z.object({
  version: z.literal(1),
  direction: z.enum(["agents", "bot"]),
  startedAt: z.string(),
  sources: z.array(changeSchema),
  threads: z.array(changeSchema),
});

export type CategoryChange = z.output<typeof changeSchema>;
export type EmergencyRecord = z.output<typeof recordSchema>;
export type Direction = EmergencyRecord["direction"];

export function recordFileOf(dotEnvFile: string): string {
  return `${dotEnvFile}.emergency.json`;
}

export async function readRecord(path: string): Promise<EmergencyRecord | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) {
    return undefined;
  }
  const parsed = recordSchema.safeParse(toJson(text));
  if (!parsed.success) {
    throw new Error(`${path} can't be read, so there is no way back from it. Move it away to start anew.`);
  }
  return parsed.data;
}

/** Whoever is interrupted here has the old file or the new one. */
export async function saveRecord(path: string, record: EmergencyRecord): Promise<void> {
  const draft = `${path}.new`;
  await writeFile(draft, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, path);
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Records the HTTP requests of a node's process, whatever the node itself says about them. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transformSync } from "esbuild";
import * as z from "zod";

const recordSchema = z.object({
  id: z.number(),
  method: z.string().optional(),
  host: z.string().optional(),
  path: z.string().optional(),
  status: z.number().optional(),
  failure: z.string().optional(),
  ms: z.number().optional(),
});
export type HttpRecord = z.output<typeof recordSchema>;

export class HttpRecorder {
  /** Environment variables for the process. */
  readonly env: Record<string, string>;
  private readonly script: string;
  private readonly file: string;

  constructor(directory: string) {
    this.script = join(directory, "recordHttp.js");
    this.file = join(directory, "http.jsonl");
    this.env = { NODE_OPTIONS: `--require ${JSON.stringify(this.script)}`, TRY_HTTP_FILE: this.file };
  }

  async prepare(): Promise<void> {
    const source = await readFile(join(__dirname, "recordHttp.ts"), "utf8");
    await writeFile(this.script, transformSync(source, { loader: "ts", format: "cjs", target: "node20" }).code);
    await writeFile(this.file, "");
  }

  /** In the order in which they were sent. One without `ms` had not ended when the node did. */
  async read(): Promise<HttpRecord[]> {
    const calls = new Map<number, HttpRecord>();
    for (const line of (await readFile(this.file, "utf8")).split("\n").filter((text) => text !== "")) {
      const record = recordSchema.parse(JSON.parse(line));
      calls.set(record.id, { ...calls.get(record.id), ...record });
    }
    return [...calls.values()];
  }
}

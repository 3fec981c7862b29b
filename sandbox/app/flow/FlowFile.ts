/** The demo Flow in its file: loaded, watched, and put into the Endpoints whenever it is saved and can be used. */
import { type FSWatcher, watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { root } from "../../../scripts/paths";
import { type CompiledFlow, compileFlow } from "../../cognigy/flow/compileFlow";
import type { LoadedExtension } from "../../cognigy/loadExtension";
import type { Endpoint } from "../../cognigy/startCognigy";
import { type FlowSurroundings, readFlow } from "./readFlow";

export interface FlowFileOptions extends Pick<FlowSurroundings, "connection"> {
  path: string;
  extension: LoadedExtension;
  endpoints: readonly Endpoint[];
  /** Of the page, once it has one. */
  sandboxUrl(): string;
  changed: () => void;
}

/** Editors write a file in several steps. */
const SETTLE_MS = 120;

export class FlowFile {
  compiled: CompiledFlow | undefined;
  /** Why the file as it is now cannot be used; the Flow before it runs on. */
  error: string | undefined;
  loadedAt = 0;
  private text: string | undefined;
  private watcher: FSWatcher | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: FlowFileOptions) {}

  /** Relative to the project, for the person who edits it. */
  get name(): string {
    return relative(root, this.options.path);
  }

  async load(): Promise<void> {
    const { path, extension, endpoints, connection, sandboxUrl, changed } = this.options;
    try {
      const text = await readFile(path, "utf8");
      if (text === this.text) {
        return;
      }
      this.text = text;
      const flow = readFlow(text, { connection, sandboxUrl: sandboxUrl() });
      const compiled = compileFlow(flow, extension);
      for (const endpoint of endpoints) {
        endpoint.replaceFlow(flow);
      }
      this.compiled = compiled;
      this.error = undefined;
      this.loadedAt = Date.now();
    } catch (error) {
      this.error = error instanceof Error ? error.message : String(error);
    }
    changed();
  }

  /** The folder, since many editors replace the file. */
  watch(): void {
    this.watcher = watch(dirname(this.options.path), () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.load(), SETTLE_MS);
    });
  }

  close(): void {
    clearTimeout(this.timer);
    this.watcher?.close();
  }
}

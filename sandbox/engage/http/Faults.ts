/** Faults that a test injects into the next matching exchanges. */

export type Fault =
  | {
      kind: "status";
      status: number;
      body?: unknown;
      headers?: Record<string, string>;
      /** `after`: the request is carried out and only its answer is spoilt. Default `before`. */
      after?: "before" | "after";
    }
  | { kind: "delay"; ms: number }
  | { kind: "hang" }
  | { kind: "reset"; after?: "before" | "after" }
  /** The request is carried out, but its answer ends before the announced length. */
  | { kind: "truncated" }
  | { kind: "garbage"; body: string; contentType?: string }
  | { kind: "huge"; bytes: number };

export interface FaultOptions {
  times?: number;
  method?: string;
  path?: RegExp;
}

export interface Faults {
  inject(fault: Fault, options?: FaultOptions): void;
  clear(): void;
}

export class FaultQueue implements Faults {
  private queue: { fault: Fault; options: FaultOptions; left: number }[] = [];

  inject(fault: Fault, options: FaultOptions = {}): void {
    this.queue.push({ fault, options, left: options.times ?? 1 });
  }

  clear(): void {
    this.queue = [];
  }

  /** The first injected fault that matches, which uses it up once. */
  take(method: string, path: string): Fault | undefined {
    const entry = this.queue.find(
      ({ options }) =>
        (options.method === undefined || options.method.toUpperCase() === method) &&
        (options.path === undefined || new RegExp(options.path.source, options.path.flags).test(path)),
    );
    if (entry === undefined) {
      return undefined;
    }
    entry.left -= 1;
    if (entry.left <= 0) {
      this.queue = this.queue.filter((one) => one !== entry);
    }
    return entry.fault;
  }
}

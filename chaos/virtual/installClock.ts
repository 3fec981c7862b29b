/** Puts a virtual clock and seeded chance in the place of those of the process, until it is told to put them back. */
import crypto from "node:crypto";
import { createRandomOf } from "../random";
import { VirtualClock } from "./VirtualClock";

type Callback = (...values: unknown[]) => void;

export function installClock(startMs: number, seed: string): { clock: VirtualClock; uninstall: () => void } {
  const realImmediate = globalThis.setImmediate;
  const clock = new VirtualClock(startMs, (callback) => void realImmediate(callback));
  const random = createRandomOf(seed, "process");
  const bytes = (size: number) => Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256)));
  const RealDate = Date;

  const start = (callback: Callback, delayMs: number | undefined, values: unknown[], repeats: boolean) => {
    const tick = () => {
      if (repeats) {
        handle.timer = clock.schedule(delayMs ?? 1, tick);
      }
      callback(...values);
    };
    const handle = {
      timer: clock.schedule(delayMs ?? 1, tick),
      ref: () => handle,
      unref: () => handle,
      hasRef: () => true,
      refresh() {
        clock.cancel(handle.timer);
        handle.timer = clock.schedule(delayMs ?? 1, tick);
        return handle;
      },
    };
    return handle;
  };
  const stop = (handle: unknown) => {
    if (isHandle(handle)) {
      clock.cancel(handle.timer);
    }
  };
  const VirtualDate = new Proxy(RealDate, {
    construct: (target, values, newTarget) =>
      Reflect.construct(target, values.length > 0 ? values : [clock.nowMs], newTarget),
    get: (target, key, receiver) => (key === "now" ? () => clock.nowMs : Reflect.get(target, key, receiver)),
  });
  const replacements: [target: object, name: string, value: unknown][] = [
    [globalThis, "setTimeout", (run: Callback, ms?: number, ...values: unknown[]) => start(run, ms, values, false)],
    [globalThis, "setInterval", (run: Callback, ms?: number, ...values: unknown[]) => start(run, ms, values, true)],
    [globalThis, "clearTimeout", stop],
    [globalThis, "clearInterval", stop],
    [
      globalThis,
      "setImmediate",
      (run: Callback, ...values: unknown[]) => {
        clock.immediates += 1;
        return realImmediate(() => {
          clock.immediates -= 1;
          run(...values);
        });
      },
    ],
    [globalThis, "Date", VirtualDate],
    [performance, "now", () => clock.nowMs - startMs],
    [Math, "random", random],
    [crypto, "randomBytes", bytes],
    [crypto, "randomUUID", () => toUuid(bytes(16).toString("hex"))],
  ];
  const restores = replacements.map(([target, name, value]) => replace(target, name, value));
  return {
    clock,
    uninstall() {
      for (const restore of restores.reverse()) {
        restore();
      }
    },
  };
}

/** Also used for other parts of the process that a simulation stands in for. Returns what puts the old one back. */
export function replace(target: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: before?.enumerable });
  return () => {
    if (before) {
      Object.defineProperty(target, name, before);
    } else {
      Reflect.deleteProperty(target, name);
    }
  };
}

function isHandle(value: unknown): value is { timer: ReturnType<VirtualClock["schedule"]> } {
  return typeof value === "object" && value !== null && "timer" in value;
}

function toUuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join("-");
}

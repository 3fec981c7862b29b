/** What administrators set up changes rarely, so a process asks for it once in five minutes. */

interface Remembering {
  /** Stands for the account and the user whose token it is, without naming the token. */
  account(): string;
  now(): number;
}

/** Short enough that a change of hours counts soon; a process for untrusted code rarely lives longer than one node. */
const VALID_MS = 5 * 60_000;
/** Far more than one bot has; the oldest goes first. */
const MAX_KNOWN = 200;
const known = new Map<string, { value: unknown; readAtMs: number }>();

export function createSettingsMemory({ account, now }: Remembering) {
  return {
    /** Failures aren't remembered. One `what` always stands for the same kind of value. */
    async remember<T>(what: string, read: () => Promise<T>): Promise<T> {
      const key = `${account()}\n${what}`;
      const earlier = known.get(key);
      if (earlier !== undefined && Math.abs(now() - earlier.readAtMs) < VALID_MS) {
        return earlier.value as T;
      }
      const value = await read();
      const [oldest] = known.keys();
      if (known.size >= MAX_KNOWN && oldest !== undefined) {
        known.delete(oldest);
      }
      known.set(key, { value, readAtMs: now() });
      return value;
    },
  };
}

/** The session storage that one run of a handler sees. */
import type { SessionStorage } from "./SessionStorage";

/**
 * `live`: every access goes to what all handlers share. `snapshot`: a run works on a copy, and what it holds at its end
 * replaces the session's storage, so of two runs at the same time the last to end wins. `gone`: nothing outlasts a run.
 */
export type StorageConduct = "live" | "snapshot" | "gone";

export type StorageAccess = Pick<SessionStorage, "readKey" | "writeKey" | "keys">;

export class StorageView implements StorageAccess {
  private readonly copies = new Map<string, { userId: string; sessionId: string; values: Map<string, string> }>();

  constructor(
    private readonly storage: SessionStorage,
    private readonly conduct: Exclude<StorageConduct, "live">,
  ) {}

  readKey(userId: string, sessionId: string, key: string): string | undefined {
    return this.open(userId, sessionId).get(key);
  }

  writeKey(userId: string, sessionId: string, key: string, json: string | undefined): void {
    const values = this.open(userId, sessionId);
    if (json === undefined) {
      values.delete(key);
    } else {
      values.set(key, json);
    }
  }

  keys(userId: string, sessionId: string): string[] {
    return [...this.open(userId, sessionId).keys()];
  }

  /** At the end of the run. */
  writeBack(): void {
    if (this.conduct === "gone") {
      return;
    }
    for (const { userId, sessionId, values } of this.copies.values()) {
      this.storage.replace(userId, sessionId, values);
    }
  }

  private open(userId: string, sessionId: string): Map<string, string> {
    const name = JSON.stringify([userId, sessionId]);
    const known = this.copies.get(name);
    if (known) {
      return known.values;
    }
    const values = this.conduct === "gone" ? new Map<string, string>() : this.storage.copy(userId, sessionId);
    this.copies.set(name, { userId, sessionId, values });
    return values;
  }
}

/** The session storage of one Endpoint's transformer: JSON values by user, session and top-level key. */

export class SessionStorage {
  private readonly sessions = new Map<string, Map<string, string>>();

  readKey(userId: string, sessionId: string, key: string): string | undefined {
    return this.sessions.get(nameOf(userId, sessionId))?.get(key);
  }

  writeKey(userId: string, sessionId: string, key: string, json: string | undefined): void {
    const name = nameOf(userId, sessionId);
    const values = this.sessions.get(name) ?? new Map<string, string>();
    // The latest written last, for whoever forgets the oldest.
    this.sessions.delete(name);
    this.sessions.set(name, values);
    if (json === undefined) {
      values.delete(key);
    } else {
      values.set(key, json);
    }
  }

  keys(userId: string, sessionId: string): string[] {
    return [...(this.sessions.get(nameOf(userId, sessionId))?.keys() ?? [])];
  }

  /** A copy of everything that the transformer keeps for a session. */
  read(userId: string, sessionId: string): Record<string, unknown> {
    const values = this.sessions.get(nameOf(userId, sessionId)) ?? [];
    return Object.fromEntries([...values].map(([key, json]) => [key, JSON.parse(json)]));
  }

  copy(userId: string, sessionId: string): Map<string, string> {
    return new Map(this.sessions.get(nameOf(userId, sessionId)));
  }

  replace(userId: string, sessionId: string, values: ReadonlyMap<string, string>): void {
    const name = nameOf(userId, sessionId);
    this.sessions.delete(name);
    this.sessions.set(name, new Map(values));
  }

  forgetOldest(keep: number): void {
    for (const name of [...this.sessions.keys()].slice(0, Math.max(0, this.sessions.size - keep))) {
      this.sessions.delete(name);
    }
  }

  /** Everything, everything of a user, or one session: the platform may forget at any time. */
  wipe(userId?: string, sessionId?: string): void {
    for (const name of this.sessions.keys()) {
      const [user, session] = JSON.parse(name) as [string, string];
      if ((userId ?? user) === user && (sessionId ?? session) === session) {
        this.sessions.delete(name);
      }
    }
  }
}

function nameOf(userId: string, sessionId: string): string {
  return JSON.stringify([userId, sessionId]);
}

/** The object of `getSessionStorage`: assigning and deleting top-level members persists at once, nothing else does. */
import type { HostBridge } from "../bridge";

export function openSessionStorage(host: HostBridge, userId: string, sessionId: string): object {
  const keys = () => JSON.parse(host.storageKeys(userId, sessionId)) as string[];
  /** A copy for each read: a change inside of it is lost, as on the platform. */
  const read = (key: string): unknown => {
    const json = host.readStorage(userId, sessionId, key);
    return json === undefined ? undefined : JSON.parse(json);
  };
  return new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_target, key) => (typeof key === "string" ? read(key) : undefined),
      set(_target, key, value) {
        if (typeof key === "string") {
          host.writeStorage(userId, sessionId, key, JSON.stringify(value));
        }
        return true;
      },
      defineProperty(_target, key, { value }) {
        if (typeof key === "string") {
          host.writeStorage(userId, sessionId, key, JSON.stringify(value));
        }
        return true;
      },
      deleteProperty(_target, key) {
        if (typeof key === "string") {
          host.writeStorage(userId, sessionId, key, undefined);
        }
        return true;
      },
      has: (_target, key) => typeof key === "string" && keys().includes(key),
      ownKeys: keys,
      getOwnPropertyDescriptor: (_target, key) =>
        typeof key === "string" && keys().includes(key)
          ? { value: read(key), writable: true, enumerable: true, configurable: true }
          : undefined,
    },
  );
}

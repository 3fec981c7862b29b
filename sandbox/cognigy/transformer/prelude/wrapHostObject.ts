/** Lets a transformer use an object of the host (Buffer, crypto) without a way from there to the host's `Function`. */

const HIDDEN: readonly PropertyKey[] = ["constructor", "__proto__", "webcrypto", "subtle"];

const wrapped = new WeakMap<object, object>();
const originals = new WeakMap<object, object>();

export function wrapHostObject(value: unknown): unknown {
  if (!isReference(value)) {
    return value;
  }
  const known = wrapped.get(value);
  if (known) {
    return known;
  }
  const proxy = new Proxy(typeof value === "function" ? () => {} : {}, handler(value));
  // An arrow function cannot be constructed, and none of Buffer's and crypto's members needs `new`.
  wrapped.set(value, proxy);
  originals.set(proxy, value);
  return proxy;
}

function handler(value: object): ProxyHandler<object> {
  return {
    get: (_target, key) => (HIDDEN.includes(key) ? undefined : wrapHostObject(Reflect.get(value, key))),
    set: (_target, key, item) => isBytes(value) && Reflect.set(value, key, unwrap(item)),
    has: (_target, key) => Reflect.has(value, key),
    apply: (_target, self, args) => call(value as (...values: unknown[]) => unknown, self, args),
    getPrototypeOf: () => null,
    getOwnPropertyDescriptor: () => undefined,
    defineProperty: () => false,
    deleteProperty: () => false,
    setPrototypeOf: () => false,
  };
}

function call(run: (...values: unknown[]) => unknown, self: unknown, args: readonly unknown[]): unknown {
  // The host would call back with its own objects, and outside of the time limit.
  if (args.some((item) => typeof item === "function" && !originals.has(item))) {
    throw new TypeError("The stand-in's Buffer and crypto take no callbacks.");
  }
  let result: unknown;
  try {
    result = Reflect.apply(run, unwrap(self), args.map(unwrap));
  } catch (thrown) {
    const { message, code } = thrown as { message?: unknown; code?: unknown };
    throw Object.assign(new Error(String(message)), typeof code === "string" ? { code } : {});
  }
  return wrapHostObject(result);
}

function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(unwrap);
  }
  return isReference(value) ? (originals.get(value) ?? value) : value;
}

function isReference(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** `instanceof` fails for objects of the host. */
function isBytes(value: object): boolean {
  return ArrayBuffer.isView(value);
}

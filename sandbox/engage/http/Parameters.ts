/** Request parameters as Rails reads them: query, form and JSON alike, with `name[]` and `name[key]`. */
import { EngageRefusal } from "../domain/EngageRefusal";

type Hash = Record<string, unknown>;

export class Parameters {
  constructor(private readonly values: Hash) {}

  static from(pairs: Iterable<readonly [string, string]>, json: unknown): Parameters {
    const values: Hash = Object.create(null);
    for (const [name, value] of pairs) {
      assign(values, name, value);
    }
    if (isHash(json)) {
      Object.assign(values, json);
    }
    return new Parameters(values);
  }

  names(): string[] {
    return Object.keys(this.values);
  }

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  raw(name: string): unknown {
    return this.values[name];
  }

  /** Null and the empty string count as absent. */
  text(name: string): string | undefined {
    const value = this.values[name];
    if (typeof value === "number" || typeof value === "boolean") {
      return String(value);
    }
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) {
      throw new EngageRefusal("malformed", `param is missing or the value is empty: ${name}`, "missing_parameter");
    }
    return value;
  }

  /** Only `name[]=` or a JSON array is a list; a scalar under that name is dropped, as strong parameters do. */
  list(name: string): string[] | undefined {
    const value = this.values[name];
    if (!Array.isArray(value)) {
      return undefined;
    }
    return value.filter((one) => one !== "" && one !== null).map(String);
  }

  requiredList(name: string): string[] {
    const value = this.list(name);
    if (value === undefined) {
      throw new EngageRefusal("malformed", `param is missing or the value is empty: ${name}[]`, "missing_parameter");
    }
    return value;
  }

  /** Some filters take one id or several. */
  oneOrMany(name: string): string[] | undefined {
    const single = this.text(name);
    return single === undefined ? this.list(name) : [single];
  }

  commaList(name: string): string[] | undefined {
    return this.text(name)
      ?.split(",")
      .map((one) => one.trim())
      .filter((one) => one !== "");
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : ["true", "1", "on", "yes"].includes(value.toLowerCase());
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    return value !== undefined && /^-?\d+$/.test(value) ? Number(value) : undefined;
  }

  hash(name: string): Hash {
    const value = this.values[name];
    return isHash(value) ? { ...value } : {};
  }
}

function isHash(value: unknown): value is Hash {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `a=1`, `a[]=1`, `a[k]=1`, `a[k][]=1`. */
function assign(target: Hash, name: string, value: string): void {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
  const [first, ...rest] = match
    ? [match[1] ?? name, ...[...(match[2] ?? "").matchAll(/\[([^[\]]*)\]/g)].map((one) => one[1] ?? "")]
    : [name];
  let hash = target;
  let key = first ?? name;
  for (const part of rest) {
    if (part === "") {
      const list = hash[key];
      hash[key] = Array.isArray(list) ? [...list, value] : [value];
      return;
    }
    const next = hash[key];
    const child: Hash = isHash(next) ? next : Object.create(null);
    hash[key] = child;
    hash = child;
    key = part;
  }
  hash[key] = value;
}

/** Request parameters as Rails reads them: query, form and JSON alike, with `name[]` and `name[key]`. */
import { parse } from "qs";
import { EngageRefusal } from "../domain/EngageRefusal";

type Hash = Record<string, unknown>;

export class Parameters {
  constructor(private readonly values: Hash) {}

  static from(pairs: readonly [string, string][], json: unknown): Parameters {
    return new Parameters(Object.assign(parseNested(pairs), isHash(json) && json));
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

function parseNested(pairs: readonly [string, string][]): Hash {
  const text = new URLSearchParams([...pairs]).toString();
  return parse(text, {
    duplicates: "last",
    plainObjects: true,
    arrayLimit: Number.POSITIVE_INFINITY,
    parameterLimit: Number.POSITIVE_INFINITY,
    // To Rails an index is the key of a hash and no place in a list. A leading zero makes it one to this parser, too.
    decoder: (given, decode, charset, type) => {
      const decoded: string = decode(given, decode, charset);
      return type === "key" ? decoded.replace(/\[(\d+)\]/g, "[0$1]") : decoded;
    },
  });
}

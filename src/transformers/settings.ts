/** CONFIG of a transformer: what is not filled in is told by name, never passed over. */

/** Settings are written by hand: a number or a switch may arrive as text. */
export type Config = Readonly<Record<string, string | number | boolean | readonly string[]>>;

const PLACEHOLDER = /^<[A-Z_]+>$/;

/** The first needed setting that is empty or still a placeholder, or any that still is one. */
export function findMissingSetting(config: Config, needed: readonly string[]): string | undefined {
  // A line that was deleted is missing as well.
  const deleted = needed.filter((name) => config[name] === undefined);
  return [...deleted, ...Object.keys(config)].filter((name) => {
    const value = config[name];
    const values = Array.isArray(value) ? value : [value];
    if (values.some((item) => typeof item === "string" && PLACEHOLDER.test(item))) {
      return true;
    }
    return (
      needed.indexOf(name) !== -1 &&
      values.filter((item) => String(item === undefined ? "" : item).trim() !== "").length === 0
    );
  })[0];
}

/** The API's address in the form that requests are made of. */
export function toApiBase(text: string): string {
  const trimmed = text.trim().replace(/\/+$/, "");
  const url = /^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  return /^https?:\/\/[^/]+$/i.test(url) ? `${url}/1.0` : url;
}

/** The Channel SDK source at the end of its realtime address; `undefined` where route `bridge` is not set up. */
export function toBridgeSourceId(realtimeUrl: string): string | undefined {
  const match = /\/realtime\/sdk\/([^/?]+)\/?$/.exec(realtimeUrl.trim());
  return match ? match[1] : undefined;
}

/** One secret, or several while one replaces the other. */
export function toSecrets(value: string | readonly string[]): string[] {
  return (typeof value === "string" ? [value] : [...value])
    .map((secret) => secret.trim())
    .filter((secret) => secret !== "");
}

/** A switch, also when it was written in quotes. */
export function isOn(value: unknown): boolean {
  return value === true || value === "true";
}

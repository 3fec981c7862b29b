/** CONFIG of a transformer, read entry by entry. It is written by hand, so any entry may be missing or of any type. */
import { member, toRecord } from "../core/inbound/read";
import { type PlatformResponse, respond } from "./platform";

/** The block at the top of the pasted file. */
declare const CONFIG: unknown;

const PLACEHOLDER = /^<[A-Z_]+>$/;

/** Readers never throw. What cannot be used is noted by name, and something of the right type is returned. */
export type ConfigReader = ReturnType<typeof createConfigReader>;

function createConfigReader(config: unknown) {
  const entries = toRecord(config) || {};
  /** Why the transformer cannot work, by setting. */
  const stops: Record<string, string> = {};
  /** Why a default counts, by setting. */
  const notes: Record<string, string> = {};

  const stop = (name: string, problem: string): void => {
    stops[name] = `${name} ${problem}`;
  };
  /** The text without spaces around it; nothing for other types and for a placeholder. */
  const toText = (value: unknown): string | undefined => {
    const text = typeof value === "string" ? value.trim() : undefined;
    return text === undefined || PLACEHOLDER.test(text) ? undefined : text;
  };
  const orDefault = <T>(name: string, value: T | undefined, kind: string, fallback: T): T => {
    if (value === undefined) {
      notes[name] = `${name} must be ${kind}; its default ${JSON.stringify(fallback)} is used`;
      return fallback;
    }
    return value;
  };

  return {
    stops,
    notes,
    stop,
    /** As it is written, for the rare setting whose wrong values mean more than its default. */
    value: (name: string): unknown => member(entries, name),
    /** One of the values that everything depends on. */
    needed(name: string): string {
      const value = member(entries, name);
      const text = toText(value) || "";
      if (text === "") {
        const isOpen = value === undefined || value === null || typeof value === "string";
        stop(name, isOpen ? "is not filled in" : "must be a text in quotes");
      }
      return text;
    },
    /** Such a value where it may be left out, by two quotes. A placeholder was forgotten. */
    optional(name: string): string {
      const value = member(entries, name);
      if (typeof value === "string" && value.trim() === "") {
        return "";
      }
      return value === undefined ? orDefault(name, undefined, 'a text in quotes, "" for none', "") : this.needed(name);
    },
    /** One secret, or several while one replaces the other. */
    secrets(name: string): string[] {
      const value = member(entries, name);
      if (!Array.isArray(value) || value.length === 0) {
        return [this.needed(name)];
      }
      const texts = value.map(toText);
      if (texts.some((text) => !text)) {
        stop(
          name,
          value.every((item) => typeof item === "string") ? "is not filled in" : "must contain texts in quotes",
        );
      }
      return texts.map((text) => text || "");
    },
    text(name: string, fallback: string): string {
      return orDefault(name, toText(member(entries, name)), "a text in quotes", fallback);
    },
    filledText(name: string, fallback: string): string {
      return orDefault(name, toText(member(entries, name)) || undefined, "a text in quotes", fallback);
    },
    texts(name: string, fallback: readonly string[]): readonly string[] {
      const value = member(entries, name);
      const items: unknown[] = Array.isArray(value)
        ? value.map((item) => (typeof item === "number" ? String(item) : item))
        : [value];
      const texts = items.map(toText).filter((text): text is string => text !== undefined);
      const filled = texts.filter((text) => text !== "");
      return orDefault(name, texts.length === items.length ? filled : undefined, "a list of texts", fallback);
    },
    /** A switch or number may have been written in quotes. */
    flag(name: string, fallback: boolean): boolean {
      const value = member(entries, name);
      const text = String(typeof value === "boolean" ? value : toText(value)).toLowerCase();
      return orDefault(name, text === "true" ? true : text === "false" ? false : undefined, "true or false", fallback);
    },
    number(name: string, fallback: number): number {
      const value = member(entries, name);
      const number = typeof value === "number" ? value : Number(toText(value) || Number.NaN);
      const isUsable = Number.isFinite(number) && number >= 0;
      return orDefault(name, isUsable ? number : undefined, "a number, 0 or more", fallback);
    },
    choice<T extends string>(name: string, choices: readonly T[], fallback: T): T {
      const text = toText(member(entries, name));
      const chosen = choices.filter((choice) => choice === text)[0];
      return orDefault(name, chosen, `one of ${choices.map((one) => `"${one}"`).join(", ")}`, fallback);
    },
  };
}

/** Reads CONFIG once. Then gives settings, or a log line and an answer that say which are missing: never a silent pass. */
export function settingsOf<T>(
  transformer: "engage-hub" | "engage-relay",
  read: (config: ConfigReader) => T,
): (response?: PlatformResponse) => T | undefined {
  let opened: { settings: T; stops: string; notes: string } | undefined;
  const open = () => {
    const config = createConfigReader(typeof CONFIG === "undefined" ? undefined : CONFIG);
    const list = (problems: Record<string, string>) =>
      Object.keys(problems)
        .map((name) => problems[name])
        .join(", ");
    const settings = read(config);
    return { settings, stops: list(config.stops), notes: list(config.notes) };
  };
  return (response) => {
    opened = opened || open();
    const { settings, stops, notes } = opened;
    if (stops !== "") {
      console.error(`${transformer}: configuration: ${stops} at the top of this transformer`);
      if (response) {
        respond(response, 500, `${transformer} is not set up: ${stops}`);
      }
      return undefined;
    }
    if (notes !== "") {
      console.error(`${transformer}: configuration: ${notes}`);
    }
    return settings;
  };
}

/** The API's address in the form that requests are made of. */
export function toApiBase(text: string): string {
  const url = toAddress(text);
  return /^https?:\/\/[^/]+$/i.test(url) ? `${url}/1.0` : url;
}

/** The address of the Channel SDK source: as forgiving as the Connection, and as strict about its end, the source. */
export function readRealtimeAddress(config: ConfigReader): { url: string; sourceId: string | undefined } {
  const text = config.needed("ENGAGE_REALTIME_ENDPOINT_URL");
  const url = toAddress(text.replace(/[?#].*/, ""));
  const match = /\/realtime\/sdk\/([^/]+)$/.exec(url);
  if (text !== "" && !match) {
    config.stop("ENGAGE_REALTIME_ENDPOINT_URL", "does not end in /realtime/sdk/{source id}");
  }
  return { url, sourceId: match ? match[1] : undefined };
}

function toAddress(text: string): string {
  const trimmed = text.replace(/\/+$/, "");
  return /^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
}

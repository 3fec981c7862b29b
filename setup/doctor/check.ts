/** What a check is: one question to the set-up, with what it needs and what must be right before it makes sense. */
import { createHmac } from "node:crypto";
import { join } from "node:path";
import type { Hmac } from "../../src/core/hmac";
import { createHttpExchange } from "../../src/engage/createHttpExchange";
import { parseApiUrl } from "../../src/engage/engageUrls";
import type { HttpExchange, HttpOutcome, HttpRequest } from "../../src/engage/httpExchange";
import { USER_AGENT } from "../../src/engage/rest";
import { type Account, openAccount } from "../engage/account";
import { consolePlace } from "../engage/consolePlace";
import type { Finding } from "../report";
import type { SettingKey, Settings } from "../settings";

export interface CheckContext {
  settings: Settings;
  /** A value that is there: `needs` of the check has made sure of it. */
  value(key: SettingKey): string;
  account(): Account;
  hmac: Hmac;
  /** One request, without repeats. */
  send(request: Omit<HttpRequest, "headers"> & { headers?: Record<string, string> }): Promise<HttpOutcome>;
  exchange: HttpExchange;
  /** By whose clock an answer was given, from its header `Date`. */
  noteTime(who: string, outcome: HttpOutcome): void;
  /** How far other clocks are ahead of this one. */
  readonly clocks: ReadonlyMap<string, number>;
  engage(...menu: readonly string[]): string;
  /** Where `write` puts a transformer in this run. */
  filled(file: string): string;
}

export interface Check {
  id: string;
  title: string;
  needs: readonly SettingKey[];
  /** Checks whose failure would only be repeated here. */
  after: readonly string[];
  /** Looks at what the others brought to light: begins when all before it in the table are done. */
  isLast?: true;
  /** Why the question does not arise in this set-up. */
  unless?: (settings: Settings) => string | undefined;
  run(context: CheckContext): Promise<Finding[]>;
}

const REQUEST_MS = 8_000;

export function pass(code: string, message: string): Finding {
  return { level: "pass", code, message };
}

export function warn(code: string, message: string, fix: string, place?: string): Finding {
  return { level: "warn", code, message, fix, ...(place !== undefined && { place }) };
}

export function fail(code: string, message: string, fix: string, place?: string): Finding {
  return { level: "fail", code, message, fix, ...(place !== undefined && { place }) };
}

/** Neither good nor bad: what cannot be seen from here, or does not apply. */
export function skip(code: string, message: string): Finding {
  return { level: "skip", code, message };
}

export function createCheckContext(settings: Settings, outputFolder: string): CheckContext & { close(): void } {
  const exchange = createHttpExchange();
  const clocks = new Map<string, number>();
  let account: Account | undefined;
  const value = (key: SettingKey): string => {
    const given = settings.get(key);
    if (given === undefined) {
      throw new Error(`A check uses ${key} without asking for it`);
    }
    return given;
  };
  return {
    settings,
    value,
    account() {
      account ??= openAccount(
        { apiUrl: parseApiUrl(value("engageApiUrl")), accessToken: value("engageAccessToken") },
        exchange,
      );
      return account;
    },
    hmac: (algorithm, key, data) => createHmac(algorithm, key).update(data).digest(),
    send: (request) =>
      exchange.send({ ...request, headers: { "User-Agent": USER_AGENT, ...request.headers } }, REQUEST_MS),
    exchange,
    noteTime(who, outcome) {
      const date = outcome.kind === "answered" ? outcome.headers.date : undefined;
      const atMs = typeof date === "string" ? Date.parse(date) : Number.NaN;
      if (!Number.isNaN(atMs)) {
        clocks.set(who, atMs - Date.now());
      }
    },
    clocks,
    engage: (...menu) => consolePlace(settings.get("engageApiUrl"), ...menu),
    filled: (file) => join(outputFolder, "filled", file),
    close: () => exchange.close(),
  };
}

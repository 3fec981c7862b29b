/** Language as category: of several categories that stand for languages, a conversation has the one of its own. */
import type { CategoryChange } from "./categories";

/**
 * Keys are codes such as `en` or `pt-BR`. The only one of the same language fits any country: `pt-BR` is for `pt`, too. A
 * language that has no category changes nothing.
 */
export function toLanguageChange(categories: ReadonlyMap<string, string>, language: string): CategoryChange {
  const byCode = new Map([...categories].map(([code, id]) => [toCode(code), id]));
  const base = toBaseLanguage(language) ?? "";
  const id = byCode.get(toCode(language)) ?? byCode.get(base) ?? findOnly(byCode, base);
  return id === undefined
    ? { add: [], remove: [] }
    : { add: [id], remove: [...new Set(byCode.values())].filter((other) => other !== id) };
}

function findOnly(byCode: ReadonlyMap<string, string>, base: string): string | undefined {
  const [only, ...others] = [...byCode].filter(([code]) => toBaseLanguage(code) === base);
  return others.length === 0 ? only?.[1] : undefined;
}

/** The two or three letters by which Engage knows languages. */
export function toBaseLanguage(language: string): string | undefined {
  return /^[a-z]{2,3}(?=[-_]|$)/i.exec(language.trim())?.[0].toLowerCase();
}

function toCode(language: string): string {
  return language.trim().toLowerCase().replace(/_/g, "-");
}

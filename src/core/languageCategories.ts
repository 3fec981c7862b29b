/** Language as category: of several categories that stand for languages, a conversation has the one of its own. */
import type { CategoryChange } from "./categories";

/** Keys are codes such as `en` or `pt-BR`. A language that has no category changes nothing. */
export function toLanguageChange(categories: ReadonlyMap<string, string>, language: string): CategoryChange {
  const byCode = new Map([...categories].map(([code, id]) => [toCode(code), id]));
  const id = byCode.get(toCode(language)) ?? byCode.get(toBaseLanguage(language) ?? "");
  return id === undefined
    ? { add: [], remove: [] }
    : { add: [id], remove: [...new Set(byCode.values())].filter((other) => other !== id) };
}

/** The two or three letters by which Engage knows languages. */
export function toBaseLanguage(language: string): string | undefined {
  return /^[a-z]{2,3}(?=[-_]|$)/i.exec(language.trim())?.[0].toLowerCase();
}

function toCode(language: string): string {
  return language.trim().toLowerCase().replace(/_/g, "-");
}

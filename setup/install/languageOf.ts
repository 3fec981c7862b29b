/** The language in which `install` words a Flow for a locale: one of ours, or English. */
import type { Locale } from "../cognigy/shapes";
import { LANGUAGES, type Language } from "./flows/FlowPlan";

export function languageOf(locale: Locale | undefined): Language {
  return findLanguage(locale) ?? "en";
}

export function findLanguage(locale: Locale | undefined): Language | undefined {
  const code = (locale?.nluLanguage ?? "").toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === code);
}

/** Texts that the person who builds a Flow reads, in the languages of Cognigy's interface that we serve. */

export interface Localized {
  default: string;
  enUS: string;
  deDE: string;
  esES: string;
}

/** All three, or it does not compile. */
export function localized(english: string, german: string, spanish: string): Localized {
  return { default: english, enUS: english, deDE: german, esES: spanish };
}

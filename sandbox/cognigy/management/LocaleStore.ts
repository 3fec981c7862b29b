/** The locales of Projects. */
import { createId, createReferenceId } from "./createId";

export interface StoredLocale {
  _id: string;
  referenceId: string;
  projectId: string;
  name: string;
  nluLanguage: string;
  primary: boolean;
}

export class LocaleStore {
  readonly items: StoredLocale[] = [];

  /** The first of a Project is its primary one. */
  add(projectId: string, language: string): StoredLocale {
    const locale = {
      _id: createId(),
      referenceId: createReferenceId(),
      projectId,
      name: language,
      nluLanguage: language,
      primary: !this.items.some((one) => one.projectId === projectId),
    };
    this.items.push(locale);
    return locale;
  }

  inProject(projectId: string | null): StoredLocale[] {
    return this.items.filter((locale) => locale.projectId === projectId);
  }
}

/** What an account contains, as people choose from it: by name, and by id where names are not enough. */
import type { Choice } from "../prompt";

export interface Listed {
  id: string;
  name: string;
  /** What tells two of the same name apart. */
  hint?: string;
  /** Other names by which it's accepted, such as an e-mail address. */
  aliases?: readonly string[];
  /** Why it can't be chosen, for whoever names it. */
  refusal?: Refusal;
}

interface Refusal {
  code: string;
  message: string;
  fix: string;
}

export function toChoices(listed: readonly Listed[]): Choice[] {
  return listed
    .filter(({ refusal }) => refusal === undefined)
    .sort((left, right) => left.name.localeCompare(right.name))
    .map(({ id, name, hint }) => ({ value: id, label: name, ...(hint !== undefined && { hint }) }));
}

export interface Resolution {
  found: Listed[];
  unknown: string[];
  /** Names that several have. */
  ambiguous: string[];
}

/** Ids and names, whatever the case of their letters. */
export function resolveListed(given: string, listed: readonly Listed[]): Resolution {
  const resolution: Resolution = { found: [], unknown: [], ambiguous: [] };
  for (const item of splitNames(given, listed)) {
    const byId = listed.find(({ id }) => id === item);
    const byName = byId ? [byId] : listed.filter((one) => namesOf(one).includes(item.toLowerCase()));
    const [only] = byName;
    if (only === undefined) {
      resolution.unknown.push(item);
    } else if (byName.length > 1) {
      resolution.ambiguous.push(item);
    } else {
      resolution.found.push(only);
    }
  }
  return resolution;
}

/** Commas separate. Blanks do, too, unless they are part of a name. */
function splitNames(given: string, listed: readonly Listed[]): string[] {
  return given
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "")
    .flatMap((item) =>
      listed.some((one) => namesOf(one).includes(item.toLowerCase())) || !areIds(item, listed)
        ? [item]
        : item.split(/\s+/),
    );
}

function areIds(item: string, listed: readonly Listed[]): boolean {
  return item
    .split(/\s+/)
    .every((part) => listed.some((one) => one.id === part || namesOf(one).includes(part.toLowerCase())));
}

function namesOf({ name, aliases = [] }: Listed): string[] {
  return [name, ...aliases].map((one) => one.toLowerCase());
}

/** The search grammar of `q=`: `keyword:value` pairs, quoted values, negation, repeated keywords, bare words, `order:`. */

export interface SearchTerm {
  keyword: string;
  values: string[];
  isNegated: boolean;
}

export interface SearchQuery {
  /** One term per keyword; a repeated keyword matches any of its values. */
  terms: SearchTerm[];
  order: { field: string; direction: "asc" | "desc" } | undefined;
}

const TERM = /(-?)([a-z_]+):(?:"([^"]*)"|(\S+))|"([^"]*)"|(\S+)/gi;

export function parseSearchQuery(q: string): SearchQuery {
  const terms = new Map<string, SearchTerm>();
  let order: SearchQuery["order"];
  for (const [, minus, keyword, quoted, plain, quotedWord, word] of q.matchAll(TERM)) {
    const name = (keyword ?? "text").toLowerCase();
    const value = quoted ?? plain ?? quotedWord ?? word ?? "";
    if (name === "order") {
      const [field = "", direction] = value.split(".");
      order = { field, direction: direction === "asc" ? "asc" : "desc" };
      continue;
    }
    const key = `${minus ?? ""}${name}`;
    // Full-text words narrow the search; other repeated keywords widen it.
    const term = name === "text" ? undefined : terms.get(key);
    if (term === undefined) {
      terms.set(name === "text" ? `${key} ${terms.size}` : key, {
        keyword: name,
        values: [value],
        isNegated: minus === "-",
      });
    } else {
      term.values.push(value);
    }
  }
  return { terms: [...terms.values()], order };
}

export type Matcher<Value> = (value: Value, wanted: string) => boolean;

/** A keyword that is not in the table is ignored, so that a query may well return strangers' records. */
export function matchesTerms<Value>(
  value: Value,
  terms: readonly SearchTerm[],
  matchers: Readonly<Record<string, Matcher<Value>>>,
): boolean {
  return terms.every((term) => {
    const matcher = Object.hasOwn(matchers, term.keyword) ? matchers[term.keyword] : undefined;
    if (matcher === undefined) {
      return true;
    }
    return term.values.some((wanted) => matcher(value, wanted)) !== term.isNegated;
  });
}

export function toFlag(value: string): boolean {
  return ["true", "1", "on", "yes"].includes(value.toLowerCase());
}

export function includesText(text: string, wanted: string): boolean {
  return text.toLowerCase().includes(wanted.toLowerCase());
}

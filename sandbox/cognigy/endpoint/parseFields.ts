/** Query strings and forms as Express parses them: repeated keys and `[]` are lists, `a[b]` is an object, dots are letters. */

type Fields = Record<string, unknown>;

export function parseFields(text: string): Fields {
  const fields: Fields = Object.create(null);
  for (const [key, value] of new URLSearchParams(text)) {
    const [name = key, ...steps] = splitKey(key);
    if ([name, ...steps].some((step) => step === "__proto__")) {
      continue;
    }
    fields[name] = add(fields[name], steps, value);
  }
  return { ...fields };
}

function splitKey(key: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])+)$/.exec(key);
  if (!match) {
    return [key];
  }
  return [match[1] ?? "", ...[...(match[2] ?? "").matchAll(/\[([^[\]]*)\]/g)].map(([, step]) => step ?? "")];
}

function add(existing: unknown, [step, ...more]: readonly string[], value: string): unknown {
  if (step === undefined) {
    if (existing === undefined) {
      return value;
    }
    return Array.isArray(existing) ? [...existing, value] : [existing, value];
  }
  if (step === "") {
    return [...(Array.isArray(existing) ? existing : []), add(undefined, more, value)];
  }
  const members: Fields = typeof existing === "object" && existing !== null ? { ...existing } : {};
  return { ...members, [step]: add(members[step], more, value) };
}

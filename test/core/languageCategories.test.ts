import { toBaseLanguage, toLanguageChange } from "../../src/core/languageCategories";

const categories = new Map([
  ["en", "english"],
  ["ms", "malay"],
  ["pt-BR", "brazilian"],
]);

test.each([
  ["its own and not the others", "ms", ["malay"], ["english", "brazilian"]],
  ["that of the language without the country", "en-GB", ["english"], ["malay", "brazilian"]],
  ["that of the very language", "pt_br", ["brazilian"], ["english", "malay"]],
  ["none where the language has none", "pt", [], []],
  ["none where the language isn't known", "", [], []],
])("A conversation gets %s", (_, language, add, remove) => {
  expect(toLanguageChange(categories, language)).toEqual({ add, remove });
});

test("Two languages may share a category", () => {
  const shared = new Map([
    ["en", "west"],
    ["fr", "west"],
    ["zh", "east"],
  ]);
  expect(toLanguageChange(shared, "fr")).toEqual({ add: ["west"], remove: ["east"] });
});

test.each([
  ["en-US", "en"],
  ["DE_at", "de"],
  ["fil", "fil"],
  ["english", undefined],
  ["", undefined],
])("%j is the language %j to Engage", (language, base) => {
  expect(toBaseLanguage(language)).toBe(base);
});

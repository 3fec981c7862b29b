import { toBaseLanguage, toLanguageChange } from "../../src/core/languageCategories";

const categories = new Map([
  ["en", "english"],
  ["ms", "malay"],
  ["pt-BR", "brazilian"],
  ["zh-Hans", "simplified"],
  ["zh-Hant", "traditional"],
]);
const othersThan = (own: string) => [...categories.values()].filter((one) => one !== own);

test.each([
  ["its own and not the others", "ms", ["malay"], othersThan("malay")],
  ["that of the language without the country", "en-GB", ["english"], othersThan("english")],
  ["that of the very language", "pt_br", ["brazilian"], othersThan("brazilian")],
  ["the only one of the language", "pt", ["brazilian"], othersThan("brazilian")],
  ["the only one of the language, for another country", "pt-PT", ["brazilian"], othersThan("brazilian")],
  ["none where several are of the language", "zh", [], []],
  ["that of the script, of several of the language", "zh-Hant", ["traditional"], othersThan("traditional")],
  ["none where the language has none", "fr", [], []],
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

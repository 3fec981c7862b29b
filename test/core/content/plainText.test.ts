import { joinTexts, toPlainMessage } from "../../../src/core/content/plainText";
import type { StructuredMessage } from "../../../src/core/content/structuredMessage";

test.each<[string, StructuredMessage, string]>([
  [
    "choices with what is said of them",
    {
      type: "select",
      items: [
        { title: "Yes", subtitle: "", url: "" },
        { subtitle: "More", url: "https://a.test" },
      ],
    },
    "1. Yes\n2. : More: https://a.test",
  ],
  [
    "a card with everything",
    {
      type: "template",
      title: "Shoes",
      subtitle: "New",
      url: "https://a.test",
      url_text: "Shop",
      items: [{ title: "Buy" }],
      footer: "While stock lasts",
    },
    "Shoes\nNew\nShop: https://a.test\n1. Buy\nWhile stock lasts",
  ],
  ["an address whose words are empty", { type: "rich_link", url: "https://a.test", url_text: "" }, "https://a.test"],
  ["words without an address", { type: "rich_link", title: "Shoes", url_text: "Shop" }, "Shoes"],
  ["an empty card", { type: "template", title: "", subtitle: "" }, ""],
  [
    "a list with everything",
    { type: "list", header: "Hello", title: "Shops", subtitle: "Near", items: [{ title: "Kiel" }], footer: "Open" },
    "Hello\nShops\nNear\n1. Kiel\nOpen",
  ],
  [
    "a list with sections",
    {
      type: "list",
      sections: [{ identifier: "a", title: "North" }, { identifier: "b", title: "South" }, { identifier: "c" }],
      items: [
        { title: "Kiel", section_identifier: "a" },
        { title: "Husum", section_identifier: "a" },
        { title: "Ulm", section_identifier: "b" },
        { title: "Online", section_identifier: "c" },
        { title: "By phone" },
      ],
    },
    "North\n1. Kiel\n2. Husum\nSouth\n3. Ulm\n4. Online\n5. By phone",
  ],
  [
    "what only an app opens, by the page in its place",
    {
      type: "template",
      url: "shop://1",
      url_fallback: "https://a.test/1",
      items: [
        { title: "Track", url: "shop://2", url_fallback: "https://a.test/2" },
        { title: "Call", url: "tel:1" },
      ],
    },
    "https://a.test/1\n1. Track: https://a.test/2\n2. Call: tel:1",
  ],
  ["times without a place", { type: "time_select", timeslots: [{ start_time: "8:00" }, {}] }, "1. 8:00\n2. "],
  [
    "a form with everything",
    {
      type: "form",
      splash: { header: "Welcome", text: "Two questions" },
      title: "Feedback",
      subtitle: "About us",
      pages: [{ header: "One", title: "Nice?", items: [{ title: "Very" }] }, {}, { title: "Why?" }],
    },
    "Welcome\nTwo questions\nFeedback\nAbout us\n\nOne\nNice?\n1. Very\n\nWhy?",
  ],
  ["a form that says nothing", { type: "form" }, ""],
  [
    "a bill",
    { type: "apple_pay", currency_code: "EUR", items: [{ label: "Shoes", amount: "49" }], total: { amount: "49" } },
    "Shoes: 49 EUR\n: 49 EUR",
  ],
  ["a bill of which little is known", { type: "apple_pay", items: [{ label: "Shoes" }] }, "Shoes:"],
  ["a request to sign in", { type: "authenticate", response_body: "I am in" }, ""],
])("As text: %s", (_, message, expected) => expect(toPlainMessage(message)).toBe(expected));

test.each<[string[], string]>([
  [["a", "b"], "a\nb"],
  [["a", "", "a"], "a"],
  [["a\nb", "b"], "a\nb"],
  [["ab", "b"], "ab\nb"],
  [["ab", "a"], "ab\na"],
  [[], ""],
])("Joined: %j", (texts, expected) => expect(joinTexts(...texts)).toBe(expected));

import type { ChannelKind } from "../../../src/core/content/channelLimits";
import { findLostLinks } from "../../../src/core/content/lostLinks";
import type { StructuredMessage } from "../../../src/core/content/structuredMessage";

const page = (url: string, title?: string) => ({ type: "url", url, title });
const CARD: StructuredMessage = {
  type: "template",
  title: "Shoes",
  url: "https://shop.test",
  items: [page("https://help.test", "Help"), { type: "reply", title: "Stay" }],
};
const TEXT: StructuredMessage = { type: "select", items: [{ title: "a" }] };

test.each<[string, StructuredMessage, StructuredMessage, string, ChannelKind, string[]]>([
  ["all links are shown", CARD, CARD, "", "engageMessaging", []],
  ["the channel ignores the address of a card", CARD, CARD, "", "google", ["Shoes: https://shop.test"]],
  ["the address is in the body", CARD, CARD, "See https://shop.test", "google", []],
  ["links had no room", CARD, TEXT, "", "engageMessaging", ["Shoes: https://shop.test", "Help: https://help.test"]],
  [
    "a rich link shows its address on every channel",
    { type: "rich_link", url: "https://a.test" },
    { type: "rich_link", url: "https://a.test" },
    "",
    "google",
    [],
  ],
  [
    "its words name a link before its title does",
    { type: "rich_link", url: "https://a.test", url_text: "To the shop", title: "Shoes" },
    TEXT,
    "",
    "google",
    ["To the shop: https://a.test"],
  ],
  [
    "empty words do not",
    { type: "rich_link", url: "https://a.test", url_text: "", title: "Shoes" },
    TEXT,
    "",
    "google",
    ["Shoes: https://a.test"],
  ],
  [
    "there are none",
    { type: "carousel", items: [{ title: "One", url: "" }, {}] },
    { type: "carousel" },
    "",
    "google",
    [],
  ],
  ["a link has no name", { type: "rich_link", url: "https://a.test" }, TEXT, "", "google", ["https://a.test"]],
  [
    "cards of a carousel",
    { type: "carousel", items: [{ title: "One", url: "https://1.test", items: [page("https://2.test", "Two")] }] },
    { type: "carousel", items: [] },
    "",
    "messenger",
    ["One: https://1.test", "Two: https://2.test"],
  ],
  [
    "buttons of a carousel are shown where its cards' addresses are not",
    { type: "carousel", items: [{ title: "One", url: "https://1.test", items: [page("https://2.test", "Two")] }] },
    { type: "carousel", items: [{ title: "One", url: "https://1.test", items: [page("https://2.test", "Two")] }] },
    "",
    "whatsapp",
    ["One: https://1.test"],
  ],
  [
    "the same link twice is told once",
    {
      type: "carousel",
      items: [
        { title: "One", url: "https://1.test" },
        { title: "One", url: "https://1.test" },
      ],
    },
    TEXT,
    "",
    "messenger",
    ["One: https://1.test"],
  ],
])("Lost links: %s", (_, wanted, sent, body, channel, expected) =>
  expect(findLostLinks(wanted, sent, body, channel)).toEqual(expected),
);

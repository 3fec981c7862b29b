import {
  type ChannelKind,
  limitOf,
  STRUCTURED_TYPES,
  SUPPORTED_TYPES,
  toChannelKind,
  toSupport,
} from "../../../src/core/content/channelLimits";

test.each<[string | undefined, ChannelKind]>([
  ["apple_business_chat", "apple"],
  ["apple_business_chat/authenticate_response", "apple"],
  ["facebook_messenger", "messenger"],
  ["engage_messaging", "engageMessaging"],
  ["chat/message", "engageMessaging"],
  ["message", "engageMessaging"],
  ["google_business_messages", "google"],
  ["instagram_messaging", "instagram"],
  ["mobile_messaging", "engageMessaging"],
  ["dimelo", "engageMessaging"],
  ["sdk/message", "channelSdk"],
  ["sdk/content", "channelSdk"],
  ["dimelo_sdk", "channelSdk"],
  ["channel_sdk", "channelSdk"],
  ["whats_app/message", "whatsapp"],
  ["WhatsApp", "whatsapp"],
  ["viber", "viber"],
  ["direct_message", "unknown"],
  ["message_board", "unknown"],
  ["wechat", "unknown"],
  ["chatter", "unknown"],
  ["twtr/tweet", "twitter"],
  ["emails/email", "unknown"],
  ["answers/private_message", "unknown"],
  ["", "unknown"],
  [undefined, "unknown"],
])("The source type %p is %s", (sourceType, channel) => expect(toChannelKind(sourceType)).toBe(channel));

/** As printed in the reference. */
const MATRIX: [ChannelKind, string][] = [
  ["apple", "yes yes - - yes yes yes yes yes"],
  ["messenger", "yes yes yes yes - - - - -"],
  ["engageMessaging", "yes yes yes yes - - - - -"],
  ["google", "yes yes yes yes - - - - -"],
  ["instagram", "yes yes yes yes - - - - -"],
  ["channelSdk", "yes yes yes yes - - - - -"],
  ["whatsapp", "- - yes - yes - - - -"],
  ["viber", "- - - - - - - - -"],
  ["twitter", "- - - - - - - - -"],
  ["unknown", "- - - - - - - - -"],
];
const MATRIX_COLUMNS = [
  "select",
  "rich_link",
  "template",
  "carousel",
  "list",
  "time_select",
  "form",
  "apple_pay",
  "authenticate",
];

test.each(MATRIX)("What %s shows", (channel, row) => {
  const supports = toSupport(channel, undefined);
  expect(MATRIX_COLUMNS).toEqual([...STRUCTURED_TYPES]);
  expect(STRUCTURED_TYPES.map((type) => (supports(type) ? "yes" : "-")).join(" ")).toBe(row);
});

test("The matrix has a row for each channel", () =>
  expect(Object.keys(SUPPORTED_TYPES).sort()).toEqual(MATRIX.map(([channel]) => channel).sort()));

test.each<[ChannelKind, string[], string[]]>([
  ["engageMessaging", ["select"], ["select"]],
  ["engageMessaging", [], []],
  ["unknown", ["list", "something_new"], ["list"]],
  ["apple", ["select", "rich_link", "list", "time_select"], ["select", "rich_link", "list", "time_select", "form"]],
  ["apple", [], []],
])("%s, where the message names %p, shows %p", (channel, capabilities, expected) => {
  const supports = toSupport(channel, capabilities);
  expect(STRUCTURED_TYPES.filter(supports)).toEqual(expected);
});

test("A limit of a channel goes before the general one", () => {
  expect(limitOf({ general: 80, messenger: 20 }, "messenger")).toBe(20);
  expect(limitOf({ general: 80, messenger: 20 }, "google")).toBe(80);
  expect(limitOf(13, "google")).toBe(13);
});

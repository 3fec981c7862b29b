/**
 * Which structured messages each channel of Engage shows, and how much each field takes: the one place for these data.
 * Each type is a constant of its own, so that a bundle holds only those that it uses.
 */

export type ChannelKind =
  | "apple"
  | "messenger"
  | "engageMessaging"
  | "google"
  | "instagram"
  | "channelSdk"
  | "whatsapp"
  | "viber"
  | "twitter"
  | "unknown";

export const STRUCTURED_TYPES = [
  "select",
  "rich_link",
  "template",
  "carousel",
  "list",
  "time_select",
  "form",
  "apple_pay",
  "authenticate",
] as const;
export type StructuredType = (typeof STRUCTURED_TYPES)[number];

/** Of most messaging channels. */
export const MESSAGING_TYPES: readonly StructuredType[] = ["select", "rich_link", "template", "carousel"];

/** Viber is announced for four types ("not yet"). Of an unknown channel nothing is promised. */
export const SUPPORTED_TYPES: Readonly<Record<ChannelKind, readonly StructuredType[]>> = {
  apple: ["select", "rich_link", "list", "time_select", "form", "apple_pay", "authenticate"],
  messenger: MESSAGING_TYPES,
  engageMessaging: MESSAGING_TYPES,
  google: MESSAGING_TYPES,
  instagram: MESSAGING_TYPES,
  channelSdk: MESSAGING_TYPES,
  whatsapp: ["template", "list"],
  viber: [],
  twitter: [],
  unknown: [],
};

/** For all channels, or with what single channels take instead. Characters of a text, items of a list. */
export type Limit = number | ({ readonly general: number } & Partial<Readonly<Record<ChannelKind, number>>>);

export function limitOf(limit: Limit, channel: ChannelKind): number {
  return typeof limit === "number" ? limit : limit[channel] || limit.general;
}

export const MAX_URL = 2048;

export const SELECT_LIMITS = {
  items: 13,
  title: { general: 80, messenger: 20, instagram: 20, google: 25 },
  payload: 1000,
} as const;

/** Of the cards of carousels, and of templates with what follows. */
export const CARD_TITLE = { general: 350, messenger: 80, instagram: 80, google: 200, whatsapp: 60 } as const;
export const CARD_SUBTITLE = { general: 1000, messenger: 80, instagram: 80 } as const;
/** A template's title without subtitle, on Messenger without attachment too: there it is no headline. */
export const TITLE_ALONE = { ...CARD_TITLE, messenger: 640, whatsapp: 1000 } as const;
export const SUBTITLE_ILLUSTRATED = { general: 1000, messenger: 80, instagram: 80, whatsapp: 963 } as const;
export const MAX_FOOTER = 60;

export const BUTTON_LIMITS = {
  items: { general: 4, messenger: 3, instagram: 3, whatsapp: 3 },
  title: { general: 80, messenger: 20, instagram: 20, whatsapp: 20, google: 25 },
  payload: { general: 1000, whatsapp: 256 },
} as const;

export const MAX_CARDS = 10;

export const LIST_LIMITS = {
  items: 10,
  title: { general: 80, whatsapp: 24 },
  payload: 200,
} as const;
export const LIST_TITLE = { general: 1024, apple: 512 } as const;
export const LIST_MORE = {
  subtitle: { general: 512, whatsapp: 60 },
  header: 60,
  button: 20,
  sections: 10,
  sectionTitle: 24,
  identifier: 200,
  itemSubtitle: { general: 100, apple: 512, whatsapp: 72 },
} as const;

/** Google makes a button of the address, Messenger and Instagram theirs. */
export const RICH_LINK_LIMITS = {
  title: { general: 350, apple: 200, google: 200, messenger: 80, instagram: 80 },
  subtitle: { general: 1000, messenger: 80, instagram: 80 },
  urlText: { general: 80, messenger: 20, google: 25, instagram: 20 },
} as const;

/** Where a button cannot lead to a page. */
export const WITHOUT_URL_BUTTONS: readonly ChannelKind[] = ["whatsapp"];
/** Where the address of a card is ignored. */
export const WITHOUT_CARD_URLS: readonly ChannelKind[] = ["google", "whatsapp"];

const SOURCES: readonly (readonly [RegExp, ChannelKind])[] = [
  [/apple/, "apple"],
  [/messenger/, "messenger"],
  [/google|gbm/, "google"],
  [/instagram/, "instagram"],
  [/sdk/, "channelSdk"],
  [/engagemessaging|mobilemessaging|dimelo|^message$|^chat$/, "engageMessaging"],
  [/whatsapp/, "whatsapp"],
  [/viber/, "viber"],
  [/twtr|twitter/, "twitter"],
];

/**
 * From a content's `source_type`, or its `type` such as `whats_app/message`. The reference shows these names in samples
 * only, and each of Engage's objects has its own for the same channel, so they are recognised by their words.
 */
export function toChannelKind(sourceType: string | undefined): ChannelKind {
  const name = ((sourceType || "").split("/")[0] || "").toLowerCase().replace(/[^a-z]/g, "");
  const found = SOURCES.filter(([words]) => words.test(name))[0];
  return found === undefined ? "unknown" : found[1];
}

/**
 * Which types can be sent: those that the customer's message names, or, where it names none at all (`undefined`), those
 * of the channel. Samples of Apple's lists lack `form`, which Apple's channel has like the others of its own.
 */
export function toSupport(
  channel: ChannelKind,
  capabilities: readonly string[] | undefined,
): (type: StructuredType) => boolean {
  const usual: readonly string[] = SUPPORTED_TYPES[channel];
  if (capabilities === undefined) {
    return (type) => usual.includes(type);
  }
  const isApplesForm = channel === "apple" && capabilities.includes("list");
  return (type) => capabilities.includes(type) || (type === "form" && isApplesForm);
}

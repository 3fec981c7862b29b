/** The fields of Engage's structured messages: what each must be. How much each may hold is in the channels' limits. */
import {
  BUTTON_LIMITS,
  CARD_SUBTITLE,
  CARD_TITLE,
  type ChannelKind,
  LIST_LIMITS,
  LIST_MORE,
  LIST_TITLE,
  type Limit,
  MAX_CARDS,
  MAX_FOOTER,
  MAX_URL,
  RICH_LINK_LIMITS,
  SELECT_LIMITS,
  type StructuredType,
  SUBTITLE_ILLUSTRATED,
  TITLE_ALONE,
  WITHOUT_URL_BUTTONS,
} from "./channelLimits";

/** As Engage takes it in `structured_content`. The text beside it is the content's `body`. */
export interface StructuredMessage {
  type: StructuredType;
  [field: string]: unknown;
}

export interface FieldRule {
  /** `payload`: ASCII, whole or not at all. `link`: an address; a deep link where the channel follows it. */
  kind: "text" | "payload" | "url" | "link" | "word" | "flag" | "number" | "record" | "list";
  required?: boolean;
  /** Required where the record's `type` is one of these. */
  requiredFor?: readonly string[];
  max?: Limit;
  /** In place of `max` where the record has no subtitle; on Messenger an attachment counts as one. */
  maxAlone?: Limit;
  /** In place of `max` where the record has an attachment. */
  maxIllustrated?: Limit;
  words?: readonly string[];
  /** Words that these channels do not take. */
  wordsNotOn?: Readonly<Record<string, readonly ChannelKind[]>>;
  pattern?: RegExp;
  /** How it must look, for a person. */
  like?: string;
  /** Of a record, or of each item of a list. A list without: of texts. */
  fields?: Fields;
}
export type Fields = Readonly<Record<string, FieldRule>>;

const flag = { kind: "flag" } as const;
const text = { kind: "text" } as const;
const requiredText = { kind: "text", required: true } as const;
const url = { kind: "url", max: MAX_URL } as const;
const link = { kind: "link", max: MAX_URL } as const;
/** Ids of Engage; the Channel SDK has addresses in their place. */
const attachments = {
  attachment_id: { kind: "text" },
  attachment_fallback_id: { kind: "text" },
  attachment_url: url,
} as const;
const webview = {
  target: { kind: "word", words: ["webview", "open", "current"] },
  webview_height: { kind: "word", words: ["full", "tall", "compact"] },
} as const;
const urlText = { kind: "text", max: RICH_LINK_LIMITS.urlText } as const;

const SELECT: Fields = {
  items: {
    kind: "list",
    required: true,
    max: SELECT_LIMITS.items,
    fields: {
      title: { kind: "text", required: true, max: SELECT_LIMITS.title },
      payload: { kind: "payload", max: SELECT_LIMITS.payload },
      ...attachments,
    },
  },
  center_items: flag,
  disable_text_input: flag,
};

const RICH_LINK: Fields = {
  url: { ...link, required: true },
  url_fallback: url,
  url_text: urlText,
  title: { kind: "text", max: RICH_LINK_LIMITS.title },
  subtitle: { kind: "text", max: RICH_LINK_LIMITS.subtitle },
  ...attachments,
  ...webview,
  app_id: text,
  app_name: text,
  app_icon: text,
  bid: {
    kind: "text",
    pattern: /^com\.apple\.messages\.MSMessageExtensionBalloonPlugin:/,
    like: "com.apple.messages.MSMessageExtensionBalloonPlugin:...",
  },
  use_live_layout: flag,
};

const CARD: Fields = {
  title: { kind: "text", required: true, max: CARD_TITLE },
  subtitle: { kind: "text", max: CARD_SUBTITLE },
  url: link,
  url_fallback: url,
  url_text: urlText,
  ...attachments,
  ...webview,
  items: {
    kind: "list",
    max: BUTTON_LIMITS.items,
    fields: {
      type: { kind: "word", required: true, words: ["url", "reply"], wordsNotOn: { url: WITHOUT_URL_BUTTONS } },
      title: { kind: "text", required: true, max: BUTTON_LIMITS.title },
      payload: { kind: "payload", max: BUTTON_LIMITS.payload },
      url: { ...link, requiredFor: ["url"] },
      url_fallback: url,
      ...webview,
    },
  },
};

const TEMPLATE: Fields = {
  ...CARD,
  title: { kind: "text", required: true, max: CARD_TITLE, maxAlone: TITLE_ALONE },
  subtitle: { kind: "text", max: CARD_SUBTITLE, maxIllustrated: SUBTITLE_ILLUSTRATED },
  footer: { kind: "text", max: MAX_FOOTER },
};

const CAROUSEL: Fields = { items: { kind: "list", required: true, max: MAX_CARDS, fields: CARD } };

const LIST: Fields = {
  title: { kind: "text", required: true, max: LIST_TITLE },
  subtitle: { kind: "text", max: LIST_MORE.subtitle },
  ...attachments,
  header: { kind: "text", max: LIST_MORE.header },
  button: { kind: "text", max: LIST_MORE.button },
  sections: {
    kind: "list",
    max: LIST_MORE.sections,
    fields: {
      title: { kind: "text", max: LIST_MORE.sectionTitle },
      identifier: { kind: "text", required: true, max: LIST_MORE.identifier },
      multiple_selection: flag,
    },
  },
  items: {
    kind: "list",
    required: true,
    max: LIST_LIMITS.items,
    fields: {
      title: { kind: "text", required: true, max: LIST_LIMITS.title },
      subtitle: { kind: "text", max: LIST_MORE.itemSubtitle },
      payload: { kind: "payload", max: LIST_LIMITS.payload },
      section_identifier: { kind: "text", max: LIST_MORE.identifier },
      ...attachments,
    },
  },
};

const { attachment_id, attachment_fallback_id } = attachments;

const TIME_SELECT: Fields = {
  timeslots: {
    kind: "list",
    required: true,
    fields: {
      // Seconds.
      duration: { kind: "number", required: true },
      start_time: {
        kind: "text",
        required: true,
        pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:?\d{2}|Z)$/,
        like: "2024-06-01T08:00+0200",
      },
      identifier: requiredText,
    },
  },
  location: {
    kind: "record",
    fields: {
      latitude: { kind: "number", required: true },
      longitude: { kind: "number", required: true },
      radius: { kind: "number" },
      title: text,
    },
  },
  attachment_id,
};

const AMOUNT: Fields = {
  amount: { kind: "text", required: true, pattern: /^-?\d+(\.\d+)?$/, like: "12.50" },
  label: requiredText,
  type: { kind: "word", words: ["final"] },
};

const APPLE_PAY: Fields = {
  payment_gateway_url: { ...url, required: true },
  // As Apple gave it.
  merchant_session: { kind: "record", required: true },
  merchant_identifier: requiredText,
  merchant_capabilities: { kind: "list", required: true },
  supported_networks: { kind: "list", required: true },
  merchant_name: requiredText,
  country_code: { kind: "text", required: true, pattern: /^[A-Z]{2}$/, like: "DE" },
  currency_code: { kind: "text", required: true, pattern: /^[A-Z]{3}$/, like: "EUR" },
  total: { kind: "record", required: true, fields: AMOUNT },
  items: { kind: "list", fields: AMOUNT },
  attachment_id,
};

const AUTHENTICATE: Fields = { response_body: text, attachment_id };

const DATE = { kind: "text", pattern: /^\d{4}-\d{2}-\d{2}$/, like: "2024-06-01" } as const;

const FORM: Fields = {
  title: requiredText,
  subtitle: text,
  first_page_id: requiredText,
  private: flag,
  show_summary: flag,
  attachment_id,
  attachment_fallback_id,
  splash: {
    kind: "record",
    fields: { header: text, text, button_title: text, attachment_id, attachment_fallback_id },
  },
  pages: {
    kind: "list",
    required: true,
    fields: {
      page_id: requiredText,
      type: { kind: "word", required: true, words: ["select", "picker", "datePicker", "input"] },
      header: text,
      title: requiredText,
      next_page_id: text,
      submit_form: flag,
      multiple_selection: flag,
      picker_title: text,
      selected_item_index: { kind: "number" },
      hint_text: text,
      attachment_id,
      attachment_fallback_id,
      items: {
        kind: "list",
        requiredFor: ["select", "picker"],
        fields: {
          id: requiredText,
          value: requiredText,
          title: requiredText,
          next_page_id: text,
          attachment_id,
          attachment_fallback_id,
        },
      },
      options: {
        kind: "record",
        fields: {
          date_format: text,
          start_date: DATE,
          minimum_date: DATE,
          maximum_date: DATE,
          label_text: text,
          regex: text,
          placeholder: text,
          required: flag,
          input_type: { kind: "word", words: ["singleline", "multiline"] },
          prefix_text: text,
          max_character_count: { kind: "number" },
          keyboard_type: text,
          text_content_type: text,
        },
      },
    },
  },
};

export const STRUCTURED_FIELDS: Readonly<Record<StructuredType, Fields>> = {
  select: SELECT,
  rich_link: RICH_LINK,
  template: TEMPLATE,
  carousel: CAROUSEL,
  list: LIST,
  time_select: TIME_SELECT,
  form: FORM,
  apple_pay: APPLE_PAY,
  authenticate: AUTHENTICATE,
};

/** The fields of the chosen type as a structured message of Engage. What is empty is left out. */
import type { StructuredMessage, StructuredType } from "../../core/content/structuredMessage";
import type { Entry } from "./entriesField";
import type { MessageConfig } from "./messageFields";

type Members = Readonly<Record<string, unknown>>;

const BUILDERS: Record<StructuredType, (config: MessageConfig) => Members> = {
  select: (config) => ({
    items: config.choices,
    center_items: config.centerItems,
    disable_text_input: config.disableTextInput,
  }),
  rich_link: (config) => ({ ...toHeading(config), ...toLink(config) }),
  template: (config) => ({
    ...toHeading(config),
    ...toLink(config),
    items: config.buttons,
    footer: config.footer,
  }),
  carousel: (config) => ({ items: config.cards }),
  list: (config) => ({
    ...toHeading(config),
    ...toSections(config.listItems, config.multipleSelection),
    header: config.header,
    button: config.buttonText,
  }),
  time_select: (config) => ({
    timeslots: config.timeslots,
    location: config.place[0],
    attachment_id: config.image,
  }),
  form: (config) => {
    const pages = toLinkedPages(config.pages);
    return {
      ...toHeading(config),
      first_page_id: pages[0]?.page_id,
      private: config.privateForm,
      show_summary: config.showSummary,
      pages,
    };
  },
  apple_pay: (config) => ({
    payment_gateway_url: config.paymentGatewayUrl,
    merchant_session: toFilled(config.merchantSession),
    merchant_identifier: config.merchantIdentifier,
    merchant_capabilities: config.merchantCapabilities,
    supported_networks: config.supportedNetworks,
    merchant_name: config.merchantName,
    country_code: config.countryCode,
    currency_code: config.currencyCode,
    total: config.total[0],
    items: config.paymentItems,
    attachment_id: config.image,
  }),
  authenticate: (config) => ({ response_body: config.responseBody, attachment_id: config.image }),
};

export function toStructuredMessage(config: MessageConfig): StructuredMessage {
  const members = Object.entries(BUILDERS[config.messageType](config)).filter(([, value]) => !isEmpty(value));
  return { ...Object.fromEntries(members), ...config.furtherFields, type: config.messageType };
}

/** All toggles are off by default in Engage as well. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === false || (Array.isArray(value) && value.length === 0);
}

function toFilled(record: Members): Members | undefined {
  return Object.keys(record).length > 0 ? record : undefined;
}

function toHeading({ title, subtitle, image, fallbackImage }: MessageConfig): Members {
  return { title, subtitle, attachment_id: image, attachment_fallback_id: fallbackImage };
}

function toLink({ url, urlText, urlFallback, target, webviewHeight }: MessageConfig): Members {
  return {
    url,
    url_text: urlText,
    url_fallback: urlFallback,
    target: target === "default" ? undefined : target,
    webview_height: webviewHeight === "default" ? undefined : webviewHeight,
  };
}

/** A section is valid until the next one is named. Only a section can say that several entries may be chosen. */
function toSections(entries: readonly Entry[], isMultiple: boolean): Members {
  let current: unknown = isMultiple ? "choices" : undefined;
  const items = entries.map((entry) => {
    current = entry.section_identifier ?? current;
    return current === undefined ? entry : { ...entry, section_identifier: current };
  });
  const names = [...new Set(items.map((item) => item.section_identifier))].filter((name) => name !== undefined);
  const hasNames = entries.some((entry) => entry.section_identifier !== undefined);
  const sections = names.map((name) => ({
    identifier: name,
    ...(hasNames && { title: name }),
    ...(isMultiple && { multiple_selection: true }),
  }));
  return { sections, items };
}

/** One page after the other, where the author did not link them. */
function toLinkedPages(pages: readonly Entry[]): Entry[] {
  return pages.map((page, index) => {
    if (page.next_page_id !== undefined || page.submit_form !== undefined) {
      return page;
    }
    const next = pages[index + 1]?.page_id;
    if (next === undefined) {
      return { ...page, submit_form: true };
    }
    const isChoice = page.type === "select" && page.multiple_selection !== true && Array.isArray(page.items);
    // A single choice leads on by itself, so each of its items has to say where.
    const items: unknown[] = isChoice && Array.isArray(page.items) ? page.items : [];
    return {
      ...page,
      next_page_id: next,
      ...(isChoice && { items: items.map((item) => ({ next_page_id: next, ...Object(item) })) }),
    };
  });
}

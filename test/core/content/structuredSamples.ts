/** One whole message of each type, of invented people and shops. */
import type { StructuredMessage, StructuredType } from "../../../src/core/content/structuredMessage";

export const IMAGE_ID = "66b2f00000000000000000aa";

const BUTTONS = [
  { type: "reply", title: "Yes", payload: "YES" },
  { type: "reply", title: "No", payload: "NO" },
];

export const SAMPLES: Readonly<Record<StructuredType, StructuredMessage>> = {
  select: { type: "select", items: [{ title: "Yes", payload: "YES" }, { title: "No" }], center_items: true },
  rich_link: {
    type: "rich_link",
    url: "https://shop.test/shoes",
    url_text: "To the shop",
    title: "Shoes",
    subtitle: "New ones",
    attachment_id: IMAGE_ID,
  },
  template: { type: "template", title: "Shoes", subtitle: "New ones", items: BUTTONS },
  carousel: {
    type: "carousel",
    items: [
      { title: "Shoes", subtitle: "New ones", url: "https://shop.test/shoes", items: BUTTONS },
      { title: "Hats", items: [{ type: "reply", title: "Buy", payload: "HATS" }] },
    ],
  },
  list: {
    type: "list",
    title: "Our shops",
    subtitle: "Near you",
    sections: [
      { title: "North", identifier: "n" },
      { title: "South", identifier: "s" },
    ],
    items: [
      { title: "Kiel", subtitle: "Open", payload: "KIEL", section_identifier: "n" },
      { title: "Ulm", payload: "ULM", section_identifier: "s" },
    ],
  },
  time_select: {
    type: "time_select",
    timeslots: [{ duration: 1800, start_time: "2024-06-01T08:00+0200", identifier: "a" }],
    location: { latitude: 54.3, longitude: 10.1, radius: 50, title: "Kiel" },
  },
  form: {
    type: "form",
    title: "Feedback",
    first_page_id: "p1",
    splash: { header: "Welcome", text: "Two questions", button_title: "Start" },
    pages: [
      {
        page_id: "p1",
        type: "select",
        title: "Were we nice?",
        items: [
          { id: "1", value: "yes", title: "Very", next_page_id: "p2" },
          { id: "2", value: "no", title: "Not at all", next_page_id: "p2" },
        ],
      },
      { page_id: "p2", type: "input", title: "Why?", submit_form: true, options: { input_type: "multiline" } },
    ],
  },
  apple_pay: {
    type: "apple_pay",
    payment_gateway_url: "https://pay.test",
    merchant_session: { token: "given by Apple" },
    merchant_identifier: "merchant.test",
    merchant_capabilities: ["supports3DS"],
    supported_networks: ["visa"],
    merchant_name: "Shop",
    country_code: "DE",
    currency_code: "EUR",
    items: [{ label: "Shoes", amount: "49.00" }],
    total: { label: "Total", amount: "49.00", type: "final" },
  },
  authenticate: { type: "authenticate", response_body: "I am in" },
};

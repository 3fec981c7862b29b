/** A Flow that answers the name of each type of structured message with one of it, and every choice with its payload. */
import type { Flow, FlowNode } from "../sandbox/cognigy/flow/Flow";
import type { StructuredType } from "../src/core/content/structuredMessage";

/** Ids of attachments in Engage. */
export interface Pictures {
  lamp: string;
  chair: string;
}

type Config = Readonly<Record<string, unknown>>;

/** What a bot designer fills in; texts of an invented shop. */
function toConfigs({ lamp, chair }: Pictures): Record<StructuredType, Config> {
  return {
    select: {
      body: "Which size shall it be?",
      choices: "Small | size_s\nMedium | size_m\nLarge | size_l",
    },
    rich_link: {
      title: "Our new lamps",
      subtitle: "Warm light, oak and brass",
      url: "https://www.example.com/lamps",
      urlText: "See the collection",
      image: lamp,
    },
    template: {
      title: 'Desk lamp "Lumen"',
      subtitle: "Oak and brass, 59.90 EUR",
      image: lamp,
      buttons: "Order now | order_lumen\nDetails | | https://www.example.com/lumen",
    },
    carousel: {
      body: "These two are on their way to you:",
      cards: [
        `Desk lamp "Lumen" | Arrives tomorrow | ${lamp} | | Track it=track_lamp; Change the day=move_lamp`,
        `Chair "Oak" | Arrives on Friday | ${chair} | | Track it=track_chair; Change the day=move_chair`,
      ].join("\n"),
    },
    list: {
      title: "Which shop is yours?",
      subtitle: "All are open until 6 pm",
      listItems:
        "Harbour | shop_harbour | Pier 4 | North\nOld Town | shop_old_town | Market 12\nHill | shop_hill | Station Road 1 | South",
      buttonText: "Choose",
    },
    time_select: {
      body: "When may we deliver?",
      timeslots:
        "2026-06-01T08:00+0200 | 7200 | monday_8\n2026-06-01T14:00+0200 | 7200 | monday_14\n2026-06-02T10:00+0200 | 3600 | tuesday_10",
      place: "Lumen & Oak, Harbour | 54.32 | 10.14 | 100",
    },
    form: {
      title: "Return a chair",
      subtitle: "Three short questions",
      pages:
        "reason | select | Reason | Too high=high; Another colour=colour\nday | datePicker | Day of collection\nname | input | Your name | First and last name",
    },
    apple_pay: {
      body: "Your order 4711",
      paymentGatewayUrl: "https://pay.example.com",
      merchantSession: { token: "given by Apple" },
      merchantIdentifier: "merchant.com.example.shop",
      merchantName: "Lumen & Oak",
      merchantCapabilities: ["supports3DS"],
      supportedNetworks: ["visa", "masterCard"],
      countryCode: "DE",
      currencyCode: "EUR",
      total: "Lumen & Oak | 69.90",
      paymentItems: 'Desk lamp "Lumen" | 59.90\nDelivery | 10.00',
    },
    authenticate: { body: "Please sign in to see your orders.", responseBody: "I am signed in" },
  };
}

export function structuredFlow(pictures: Pictures): Flow {
  const configs = Object.entries(toConfigs(pictures));
  const cases = configs.map(([messageType, config]): [string, FlowNode[]] => [
    messageType,
    [
      {
        type: "extension",
        id: `send-${messageType}`,
        node: "sendEngageStructuredMessage",
        config: { ...config, messageType },
      },
    ],
  ]);
  return {
    name: "Structured messages",
    nodes: [
      { type: "extension", node: "receiveEngageEvents", config: { agentNames: "off" } },
      {
        type: "lookup",
        path: "input.text",
        cases: { ...Object.fromEntries(cases), default: [{ type: "say", text: "The Flow got: {{input.text}}" }] },
      },
    ],
  };
}

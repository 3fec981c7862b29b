/** Whatever a stranger sends: twice as much takes at most twice as long, and nothing throws. All readers are listed here. */
import { messageBody, PAIR, parsed } from "../../harness/events";
import { measureGrowth } from "../../harness/growth";
import { hmac } from "../../harness/hmac";
import { isAllowedAttachmentUrl } from "../../src/core/attachmentUrl";
import { STRUCTURED_TYPES } from "../../src/core/content/channelLimits";
import { readOutput } from "../../src/core/content/cognigyOutput";
import { toEngageReply } from "../../src/core/content/engageReply";
import { toCognigyMessages } from "../../src/core/content/engageToCognigy";
import { joinTexts, toPlainMessage } from "../../src/core/content/plainText";
import { adaptStructuredMessage, fitStructuredMessage } from "../../src/core/content/structuredMessage";
import { findOffer, toOffers } from "../../src/core/content/structuredReply";
import { toContextData } from "../../src/core/contextData";
import { decideMessage, toEngageData, toMessageText } from "../../src/core/inbound/customerMessage";
import { decideUpdate } from "../../src/core/inbound/decideUpdate";
import { type EngageEvent, parseEvents } from "../../src/core/inbound/engageEvent";
import { checkHandshake, isKnownSecret } from "../../src/core/inbound/handshake";
import { htmlToText } from "../../src/core/inbound/htmlToText";
import { decideSdkAction } from "../../src/core/inbound/sdkAction";
import { verifySdkSignature } from "../../src/core/inbound/sdkSignature";
import { createMask, MASK_KINDS } from "../../src/core/masking/createMask";
import { toOpeningBody, toTranscript } from "../../src/core/openingMessage";
import { mapProfile } from "../../src/core/profile";
import { verifySeal } from "../../src/core/seal";
import { cutText } from "../../src/core/text";
import { groupByConversation } from "../../src/nodes/receive/groupByConversation";
import { readClaims } from "../../src/nodes/shared/claims";
import { parseNodeInput } from "../../src/nodes/shared/nodeInput";
import { withoutOurMembers } from "../../src/protocol/members";
import { readSessionReference } from "../../src/protocol/sessionReference";
import { fitWork, readWork, type WorkItem, writeWork } from "../../src/protocol/work";
import type { HubSettings } from "../../src/transformers/hub/hubConfig";
import { receiveEvents } from "../../src/transformers/hub/receiveEvents";
import { receiveSdkCall } from "../../src/transformers/hub/receiveSdkCall";
import type { RelaySettings } from "../../src/transformers/relay/relayConfig";
import { takeDelivery } from "../../src/transformers/relay/takeDelivery";
import { takeInput } from "../../src/transformers/relay/takeInput";

/** Repeated as often as the size asks for, between a beginning and an end that are none of them. */
const PIECES = [...'\t \n&<"\\!./x-é\u2028\uD83D\u2026', " \n", "x.", "&#9;"];
const MASKED_PIECES = [
  "1",
  "1 ",
  "1.1.05 ",
  "5-1.1.1990 ",
  "08.00-",
  "a@",
  "a@b.",
  "DE89 ",
  "0-",
  "a1",
  "+4",
  "\u0664",
];
const HTML_PIECES = [
  ...">='[{0\u00a0",
  "😀",
  "&nbsp;",
  "&#",
  "</",
  "<!",
  "<b>",
  "<b ",
  "<div><p>",
  "<li>",
  "<td>",
  "<br>",
  "<pre>\n",
  "<!--",
  "<!-- -->",
  "<script>",
  "</script",
  "<title>x</title>",
  "<a href=http://x.y>z",
  '<a href="',
  `<a b="'`,
  `<a b='>'c=">`,
  '<a href=" =" ',
];

function nest(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = "x";
  for (let level = 0; level < depth; level++) {
    value = wrap(value);
  }
  return value;
}

const many = <T>(count: number, toItem: (index: number) => T) => Array.from({ length: count }, (_, at) => toItem(at));

/** With the members that lists of any kind may have. */
const toListRecord = (index: number) => ({
  ...{ id: `i${index}`, page_id: `p${index}`, identifier: `s${index}`, section_identifier: `s${index}` },
  ...{ title: `t${index}`, text: `t${index}`, next_page_id: `p${index + 1}`, type: "select", status: "scanned" },
  ...{ url: `https://x.test/${index}`, payload: `p${index}`, items: [{ title: "x" }] },
});
type Records = ReturnType<typeof toListRecord>[];
const RECORDS: Records = [];
/** Made as a measurement asks for them. */
const recordsOf = (count: number): Records => {
  while (RECORDS.length < count) {
    RECORDS.push(toListRecord(RECORDS.length));
  }
  return RECORDS.slice(0, count);
};

const KEY = "key";
const RULES = { ...PAIR, ownIdentityIds: [], onlyBotCategory: true };
const OFFERS = many(40, (index) => ({ title: `Choice ${index}…`, payload: `choice-${index}` }));
const URLS = { ENGAGE_REALTIME_ENDPOINT_URL: "https://x.test/realtime/sdk/s", ENGAGE_REALTIME_ACCESS_TOKEN: KEY };

const masking = createMask(MASK_KINDS, ["\\w{1,50}-?\\w{1,49}", "[^a]{1,9}x"]);
const mask = masking.ok ? masking.mask : () => masking.problem;

const relay: RelaySettings = {
  realtimeUrl: URLS.ENGAGE_REALTIME_ENDPOINT_URL,
  token: KEY,
  forwardOnlyHandovers: true,
  cancelPhrases: ["stop"],
  notes: { "user-connected": "", "user-disconnected": "", cancelled: "" },
  botName: "Bot",
  attachmentHosts: ["files.test"],
  mask,
  longestWaitMs: 0,
  hmac,
};
const hub: HubSettings = {
  apiUrl: "https://x.test/1.0",
  accessToken: KEY,
  realtimeAccessToken: KEY,
  bridgeSourceId: "s",
  webhookSecrets: [KEY],
  verificationToken: KEY,
  baseUriKey: "",
  signaturePolicy: "signature",
  rules: { ...PAIR, ownIdentityIds: [], onlyBotCategory: true },
  sendQueueEvent: true,
  sendActiveEvent: true,
  queueLimits: { minPositionChange: 1, minIntervalMs: 1_000, longestWaitMs: 0 },
  hmac,
};
function unlessTooDeep<T>(write: () => T): T | undefined {
  try {
    return write();
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

const sealing = { hmac, accessToken: KEY, realtimeAccessToken: KEY, sessionId: "s", nowMs: Date.now() };
const readItem = (item: unknown): WorkItem | undefined => {
  readWork(sealing, { engageWork: item });
  // What is nested too deep to be sealed never gets here.
  const reading = readWork(sealing, { ...unlessTooDeep(() => writeWork(sealing, [Object(item)], "id")) });
  return reading.ok ? reading.value[0] : undefined;
};
const response = {
  headersSent: false,
  status: () => response,
  set: () => response,
  send: () => undefined,
};
const toText = (value: unknown): string => (typeof value === "string" ? value : "");
const toRecord = (value: unknown): Record<string, unknown> => (typeof value === "object" ? { ...value } : { value });
const request = (body: unknown, headers: Record<string, string> = {}) => ({
  request: { method: "POST", headers: { "content-length": "9", ...headers }, query: {}, body },
  response,
});

/** As a member of each name that some reader looks for. */
const asMember = (value: unknown) =>
  Object.fromEntries(
    (
      "type title subtitle url url_text header footer body text payload items pages sections timeslots splash location " +
      "total responses source_type language capabilities_supported category_ids context_data status"
    )
      .split(" ")
      .map((name) => [name, value]),
  );
const toEvent = (value: unknown): EngageEvent => ({ ...parsed(messageBody({})), metadata: asMember(value) });
const toItem = (value: unknown): WorkItem => ({
  kind: "agentMessage",
  session: { userId: "u", sessionId: "s", URLToken: "t" },
  threadRef: "r",
  id: "i",
  text: toText(value),
  contentId: "c",
  agentName: "",
  agentId: "",
  attachments: [],
  structured: { items: value },
});

/** Of a value in whatever place it may be found. */
const READERS: Record<string, (value: unknown) => unknown> = {
  "an event": (value) => [parseEvents({ events: value }), parseEvents({ events: [{ resource: value }, value] })],
  "a customer's message": (value) => {
    const event = toEvent(value);
    return [
      decideMessage(event, RULES),
      toEngageData(event, true),
      toMessageText(event.metadata, OFFERS),
      toMessageText({ structured_reply: value }),
      toMessageText({ structured_reply: { payload: value, responses: value } }, OFFERS),
    ];
  },
  "a handover's update": (value) => decideUpdate(toEvent(value), {}, hub.rules, true),
  "a Channel SDK call": (value) => [
    decideSdkAction({ action: value, params: value }, () => "f"),
    decideSdkAction(
      {
        action: "messages.create",
        params: { thread_id: "t", body: value, attachments: value, structured_content: asMember(value) },
      },
      () => "f",
    ),
    decideSdkAction(
      {
        action: "messages.create",
        params: { thread_id: value, body: value, attachments: [asMember(value)], format: "html", sender_name: value },
      },
      () => "f",
    ),
  ],
  "a body's signature": (value) => verifySdkSignature(hmac, KEY, { raw: undefined, parsed: value }, "00"),
  "a seal": (value) => [
    verifySeal(hmac, { purpose: "relay", secret: KEY, sessionId: "s" }, { seal: `v1.1.i.${toText(value)}`, value }, 1),
    verifySeal(hmac, { purpose: "relay", secret: KEY, sessionId: "s" }, { ...toRecord(value), seal: value }, 1),
  ],
  "the claims of an input": (value) =>
    readClaims(
      sealing,
      parseNodeInput({ text: value, data: { engage: { ...toRecord(value), seal: "v1.1.i.m" }, handover: value } }).data,
    ),
  "data without claims": (value) => withoutOurMembers(toRecord(value)),
  "a work item": (value) => [readItem(value), readItem(toItem(value))],
  "an agent's message": (value) => [
    toCognigyMessages({ text: toText(value), structured: toRecord(value), attachments: [] }),
    ...STRUCTURED_TYPES.map((type) =>
      toCognigyMessages({
        text: Array.isArray(value) ? "x\n".repeat(value.length) : toText(value),
        structured: { ...asMember(value), type },
        attachments: [{ url: toText(value).slice(0, 2_000), type: "", name: "" }],
      }),
    ),
  ],
  "an output": (value) => {
    const outputs = [
      readOutput(value, value),
      readOutput(value, { _cognigy: { _default: asMember(value) } }),
      readOutput("", { _cognigy: { _default: { _adaptiveCard: { adaptiveCard: value } } } }),
      readOutput("", { _cognigy: { _default: { _gallery: { items: value } } } }),
      readOutput("", { _cognigy: { _default: { _quickReplies: { quickReplies: value, text: value } } } }),
      readOutput("", {
        _cognigy: { _webchat: { message: { text: value, attachment: { payload: asMember(value) } } } },
      }),
      readOutput("", { attachments: value }),
    ];
    return outputs.map((output) => [toOffers(output), toEngageReply(output, () => true, "messenger")]);
  },
  "a profile": (value) => [mapProfile(toRecord(value)), mapProfile(asMember(value)), toContextData({ a: value })],
  "an input of the relay": (value) =>
    takeInput(
      {
        userId: "u",
        sessionId: "s",
        text: toText(value),
        data: toRecord(value),
        URLToken: "t",
      },
      relay,
    ),
  "an attachment of the relay": (value) =>
    takeInput(
      {
        userId: "u",
        sessionId: "s",
        text: "",
        data: { attachments: [{ url: value }], ...asMember(value) },
        URLToken: "",
      },
      relay,
    ),
  "a delivery to the relay": (value) => [
    takeDelivery("inject", { userId: "u", sessionId: "s", text: value, data: value, seal: "v1.1.i.m" }, relay),
    takeDelivery("notify", { ...toRecord(value), userId: "u", sessionId: "s", data: {} }, relay),
  ],
  "a delivery to the hub": (value) =>
    receiveEvents(
      request(
        {
          events: [
            messageBody({ body: value, body_input_format: "html", structured_reply: value, category_ids: value }),
            ...(Array.isArray(value) ? value : []),
          ],
        },
        { "x-dimelo-secret": KEY },
      ),
      hub,
    ),
  "a call to the hub": (value) =>
    receiveSdkCall(request({}), { action: "messages.create", params: asMember(value) }, hub),
};

/** What only the author of a Flow can nest. */
const SHALLOW_READERS: Record<string, (value: unknown) => unknown> = {
  "a structured message": (value) =>
    (["list", "form", "carousel"] as const).map((type) => {
      const { message } = fitStructuredMessage({ ...asMember(value), type }, "whatsapp");
      return adaptStructuredMessage(message, "x", (other) => other === "list");
    }),
};

const EVENT = messageBody({});
const toEvents = (records: Records) => records.map(({ id }) => ({ ...EVENT, id }));
/** Read one by one, which is no part of what is measured. */
const workItems: WorkItem[] = [];
const readItems = (list: Records) => {
  for (const { id } of list.slice(workItems.length)) {
    workItems.push(readItem({ ...toItem(""), id }) ?? toItem(""));
  }
  return workItems.slice(0, list.length);
};
/** Of as many records as the size asks for. */
const LIST_READERS: Record<string, (records: Records) => unknown> = {
  "many events": (records) => parseEvents({ events: toEvents(records) }),
  "many events that come to the hub": (records) =>
    receiveEvents(request({ events: toEvents(records) }, { "x-dimelo-secret": KEY }), hub),
  "many answers of a form": (records) =>
    toMessageText({
      structured_reply: { responses: records.map((record) => ({ ...record, items: records.slice(0, 2) })) },
    }),
  "many categories": (records) => {
    const event = toEvent(records.map(({ id }) => id));
    return [toEngageData(event, false), decideMessage(event, RULES), decideUpdate(event, {}, hub.rules, true)];
  },
  "many files of an agent": (records) =>
    decideSdkAction({ action: "messages.create", params: { thread_id: "t", attachments: records } }, () => "f"),
  "many members of a body": (records) => verifySdkSignature(hmac, KEY, { raw: undefined, parsed: { records } }, "00"),
  "many members under a seal": (records) =>
    verifySeal(hmac, { purpose: "relay", secret: KEY, sessionId: "s" }, { records, seal: "v1.1.i.m" }, 1),
  "many items of work": (records) => {
    const items = readItems(records);
    return [groupByConversation(items), fitWork(items)];
  },
  "many choices of an agent": (records) =>
    toCognigyMessages({
      text: records.map(({ title }) => `Not ${title}`).join("\n"),
      structured: { type: "carousel", items: records },
      attachments: records.map(({ url }) => ({ url, type: "", name: "" })),
    }),
  "many cards of a Flow": (records) => {
    const output = readOutput("", { _cognigy: { _default: { _gallery: { items: records } } } });
    return [toOffers(output), toEngageReply(output, () => true, "messenger")];
  },
  "many texts of an adaptive card": (records) =>
    readOutput("", { _cognigy: { _default: { _adaptiveCard: { adaptiveCard: { body: records } } } } }),
  "many pages of a form": (records) => {
    const pages = records.map(({ page_id, next_page_id }) => ({ page_id, next_page_id }));
    return fitStructuredMessage({ type: "form", first_page_id: "p0", pages }, "apple");
  },
  "many sections of a list": (records) =>
    fitStructuredMessage({ type: "list", title: "x", sections: records, items: records }, "whatsapp"),
  "many sections of an agent's list": (records) =>
    toPlainMessage({
      type: "list",
      sections: records.map(({ id, title }) => ({ identifier: id, title })),
      items: records.map(({ id }) => ({ section_identifier: id })),
    }),
  "many facts of a profile": (records) =>
    mapProfile({ records, ...Object.fromEntries(records.slice(0, 200).map(({ id }) => [id, id])) }),
  "many files of a customer": (attachments) =>
    takeInput({ userId: "u", sessionId: "s", text: "", data: { attachments }, URLToken: "t" }, relay),
  "many cards for a customer": (items) =>
    takeDelivery(
      "notify",
      { userId: "u", sessionId: "s", data: { _cognigy: { _default: { _gallery: { items } } } } },
      relay,
    ),
};

const TEXT_READERS: Record<string, (text: string) => unknown> = {
  "a text that is cut": (text) => cutText(text, text.length - 1),
  "a handshake": (text) =>
    checkHandshake({ "hub.mode": "subscribe", "hub.challenge": text, "hub.verify_token": text }, KEY),
  "a secret": (text) => isKnownSecret(text, [KEY, `${KEY}2`]),
  "a session reference": (text) => [text, `c1${text}`].map((reference) => readSessionReference(hmac, KEY, reference)),
  "a text that is masked": (text) => [text, ...MASKED_PIECES.map((piece) => piece.repeat(text.length / 8))].map(mask),
  "a cancel phrase": (text) => takeInput({ userId: "u", sessionId: "on", text, data: {}, URLToken: "t" }, relay),
  "a customer's choice": (text) => findOffer(text, OFFERS),
  "an attachment's address": (text) =>
    [text, `https://${text}`, `https://x.test/${text}`].map((url) => isAllowedAttachmentUrl(url, ["*.x.test"])),
  // As long as an agent's message, and as what its choices say.
  "texts that are joined": (text) => {
    const words = text.slice(0, 20_000);
    return joinTexts(words, `${words}b`, words, `b\n${words}`);
  },
  "a transcript": (text) =>
    toOpeningBody(toTranscript([text, ...text.split(" ", 50)].map((one) => ({ source: "user", text: one }))), text),
};

beforeAll(() => {
  const onState = {
    forwarding: { isOn: true, handoverId: "handover-1" },
    ref: "r",
    offers: [{ messageId: "m", offers: OFFERS }],
  };
  Object.assign(globalThis, {
    getSessionStorage: async (_: string, id: string) => (id === "on" ? { engageRelay: onState } : {}),
    httpRequest: async () => ({}),
    uuid: { v4: () => "id" },
  });
  jest.spyOn(console, "error").mockImplementation(() => undefined);
});

test.each<[string, (text: string) => unknown]>([
  ["HTML", (text) => htmlToText(text, Number.POSITIVE_INFINITY)],
  ...Object.entries({ ...TEXT_READERS, ...READERS, ...SHALLOW_READERS }),
])("%s, of hostile texts", async (name, run) => {
  const steep: string[] = [];
  for (const piece of name === "HTML" ? [...PIECES, ...HTML_PIECES] : PIECES) {
    const repeat = (size: number) => `a${piece.repeat(Math.ceil(size / piece.length))}x`;
    const { exponent, seen } = await measureGrowth(repeat, run);
    if (exponent > 1.3) {
      steep.push(`${JSON.stringify(piece)}: ${seen}`);
    }
  }
  expect(steep).toEqual([]);
});

const DEEP: Record<string, (inner: unknown) => unknown> = {
  lists: (inner) => [inner],
  records: (inner) => ({ items: inner, text: "x" }),
  "records in lists": (inner) => [{ items: inner, text: "x" }],
};

describe.each(Object.entries(DEEP))("Deep %s", (_, wrap) => {
  test.each(Object.entries(READERS))("as %s", async (_name, run) => {
    expect((await measureGrowth((size) => nest(size, wrap), run)).exponent).toBeLessThan(1.3);
  });
});

test.each(Object.entries(LIST_READERS))("%s", async (_, run) => {
  const growth = await measureGrowth(recordsOf, run, { from: 4_000, lastSize: 4_000 });
  expect(growth.exponent > 1.3 ? growth.seen : "linear").toBe("linear");
});

test.each<[string, (text: string) => unknown]>([
  ["a pattern that goes back", (text) => text.replace(/[.!]+$/, "")],
  [
    "a search through all that was found",
    (text) => {
      const found: string[] = [];
      for (const one of text.match(/./g) ?? []) {
        if (!found.includes(`${one}${found.length}`)) {
          found.push(`${one}${found.length}`);
        }
      }
    },
  ],
])("The measure finds %s", async (_, run) => {
  // On a busy machine one measurement may go wrong. What is steep shows it in one of several, what is linear in none.
  const seen: string[] = [];
  for (let attempt = 0; attempt < 8 && seen.at(-1) !== "steep"; attempt++) {
    const growth = await measureGrowth((size) => `${"!".repeat(size)}x`, run, { from: 1_000 });
    seen.push(growth.exponent > 1.6 ? "steep" : growth.seen);
  }
  expect(seen).toContain("steep");
});

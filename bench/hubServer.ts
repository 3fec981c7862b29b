/** The hub as a customer meets it: a request with HTTP and JSON beside a bare server, and signatures beside one HMAC. */
import { verifySdkSignature } from "../src/core/inbound/sdkSignature";
import { type Compared, cpuPerCall } from "./cpuPerCall";
import { httpCost, type Served } from "./httpCost";
import { type HubRequest, toSdkCall, toWebhook } from "./hubRequests";
import type { Measurement } from "./Measurement";
import { CONFIG, hmac, TransformerHost } from "./TransformerHost";
import { median, toMeasurement } from "./toMeasurement";

const figure = toMeasurement("hubServer");
const TOKEN = CONFIG.ENGAGE_REALTIME_ACCESS_TOKEN;
const BARE = "times a bare server";
const BARE_SIGNING = "times a bare server that makes two HMACs";

const webhook = (events: number): Omit<Served, "handlers"> => ({
  make: () => toWebhook(events, 100, 2),
  plain: () => undefined,
  requests: events === 1 ? 1_500 : 60,
});

const call = (length: number, letters: string, encode?: (json: string) => string): Omit<Served, "handlers"> => ({
  make: () => toSdkCall(length, letters, encode),
  // One to check the request's, one to sign the answer.
  plain: (raw) => [hmac("sha512", TOKEN, raw), hmac("sha512", TOKEN, "ok")],
  requests: 600,
});

const CASES: { name: string; unit: string; served: Omit<Served, "handlers"> }[] = [
  { name: "webhook with 1 event, CPU", unit: BARE, served: webhook(1) },
  { name: "webhook with 100 events, half of them for the bot, CPU", unit: BARE, served: webhook(100) },
  { name: "Channel SDK message of 1 kB, CPU", unit: BARE_SIGNING, served: call(300, "x") },
  { name: "Channel SDK message of 16 kB, CPU", unit: BARE_SIGNING, served: call(15_300, "x") },
  {
    name: "Channel SDK message of 16 kB with umlauts and <&>, as Rails writes it, CPU",
    unit: BARE_SIGNING,
    served: call(13_000, "Grüße <b>&", escapeHtml),
  },
];

/** 64 kB, no letter of it ASCII. */
const DENSE_LENGTH = 64_000 / 2;

const ENCODERS: Record<string, (json: string) => string> = {
  "as JavaScript writes it": (json) => json,
  "as Rails writes it": escapeHtml,
  "as PHP writes it": (json) => escapeAscii(json).replaceAll("/", "\\/"),
};

export async function benchHubServer(): Promise<Measurement[]> {
  // A hub for each kind: it remembers in which form Engage signs.
  const served = CASES.map((one) => ({ ...one.served, handlers: toHost().handlers }));
  const ratios = await httpCost(served);
  return [
    ...CASES.map(({ name, unit }, index) => figure(name, unit, ratios[index] ?? [])),
    ...(await measureSignatures()),
  ];
}

function toHost(): TransformerHost {
  return new TransformerHost("engage-hub.js", CONFIG);
}

async function measureSignatures(): Promise<Measurement[]> {
  const encoders = Object.entries(ENCODERS);
  const compared = await cpuPerCall(
    encoders.map(([, encode]) => {
      const usual = { form: 0 };
      return {
        make: () => toSdkCall(DENSE_LENGTH, "ü", encode),
        act: ({ request: { body, headers } }: HubRequest) => {
          const signature = headers["x-smccsdk-signature"];
          const { ok } = verifySdkSignature(hmac, TOKEN, { raw: undefined, parsed: body }, signature, usual);
          if (!ok) {
            throw new Error("The signature was not found");
          }
        },
        plain: ({ text }: HubRequest) => hmac("sha512", TOKEN, text),
        atOnce: 20,
      };
    }),
  );
  return encoders.map(([name], index) => {
    const { ratio, us }: Compared = compared[index] ?? { ratio: [], us: [] };
    const note = `${median(us).toFixed(0)} µs; the body is parsed, its bytes are gone`;
    return figure(`signature of 64 kB without ASCII, ${name}, CPU`, "times one HMAC-SHA512 of the body", ratio, note);
  });
}

function escapeHtml(json: string): string {
  return json.replace(/[<>&]/g, toEscape);
}

function escapeAscii(json: string): string {
  return json.replace(/[^\0-~]/g, toEscape);
}

function toEscape(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

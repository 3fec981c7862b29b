/** The hub from outside, as Engage calls it: handshake and secret. Nothing of it runs a Flow. */
import { randomBytes } from "node:crypto";
import type { HttpOutcome } from "../../../src/engage/httpExchange";
import type { Finding } from "../../report";
import { SETTINGS } from "../../settings";
import { type Check, type CheckContext, fail, pass } from "../check";

export const HUB_PLACE = "Cognigy.AI > Deploy > Endpoints > the hub > Transformer";
export function pasteHub({ filled }: CheckContext): string {
  return `Paste ${filled("engage-hub.js")} into the Endpoint, switch on Input, Output and Inject Transformer and Abort on Error, and save (\`write\` fills it in, \`install\` brings it there).`;
}

/** The hub's own words for a setting that is not filled in. */
function findUnfilled(outcome: HttpOutcome): string | undefined {
  return outcome.kind === "answered" ? /engage-hub is not set up: (\w+)/.exec(outcome.body)?.[1] : undefined;
}

export async function shakeHands(
  context: CheckContext,
  token: string,
  hubUrl: string = context.value("cognigyHubUrl"),
): Promise<{ outcome: HttpOutcome; isProved: boolean }> {
  const challenge = randomBytes(12).toString("hex");
  const url = new URL(hubUrl);
  url.searchParams.set("hub.mode", "subscribe");
  url.searchParams.set("hub.challenge", challenge);
  url.searchParams.set("hub.verify_token", token);
  const outcome = await context.send({ method: "GET", url: url.href });
  context.noteTime("Cognigy.AI", outcome);
  return { outcome, isProved: outcome.kind === "answered" && outcome.status === 200 && outcome.body === challenge };
}

export const hubHandshake: Check = {
  id: "hubHandshake",
  title: "Handshake of the hub",
  needs: ["cognigyHubUrl", "engageVerificationToken"],
  after: [],
  async run(context) {
    const right = await shakeHands(context, context.value("engageVerificationToken"));
    if (!right.isProved) {
      return [(await findSwappedHub(context)) ?? explainRefusal(context, right.outcome)];
    }
    const wrong = await shakeHands(context, randomBytes(12).toString("hex"));
    if (wrong.outcome.kind === "answered" && wrong.outcome.status === 403) {
      return [
        pass(
          "hub_handshake",
          "The hub answers the handshake with the right verification token, and refuses a wrong one",
        ),
      ];
    }
    return [
      fail(
        "hub_takes_any_token",
        "The hub answers the handshake with any verification token.",
        pasteHub(context),
        HUB_PLACE,
      ),
    ];
  },
};

/** The hub's transformer answers at one of the customers' URLs: the two are swapped. */
async function findSwappedHub(context: CheckContext): Promise<Finding | undefined> {
  for (const url of context.settings.list("cognigyCustomerUrls")) {
    if (SETTINGS.cognigyHubUrl.findProblem(url) === undefined && (await isHub(context, url))) {
      return fail(
        "endpoints_swapped",
        "The hub answers at a URL in COGNIGY_CUSTOMER_URLS, and not at COGNIGY_HUB_URL: the two are swapped.",
        "Exchange the two URLs.",
        HUB_PLACE,
      );
    }
  }
  return undefined;
}

export async function isHub(context: CheckContext, url: string): Promise<boolean> {
  const token = context.settings.get("engageVerificationToken");
  return token !== undefined && (await shakeHands(context, token, url)).isProved;
}

function explainRefusal(context: CheckContext, outcome: HttpOutcome): Finding {
  if (outcome.kind === "failed") {
    return fail(
      "hub_unreachable",
      `The hub does not answer: ${outcome.what}.`,
      "Copy the hub's Endpoint URL from Cognigy.AI into COGNIGY_HUB_URL.",
      HUB_PLACE,
    );
  }
  if (outcome.status === 404) {
    return fail(
      "hub_not_found",
      "There is no Endpoint at COGNIGY_HUB_URL.",
      "Copy the hub's Endpoint URL from Cognigy.AI; see that the Endpoint is active.",
      HUB_PLACE,
    );
  }
  if (outcome.status === 401) {
    return fail(
      "hub_needs_key",
      "The hub's Endpoint asks its callers for an API key (X-Webhook-Key), which Engage can't send.",
      "Switch off the API key in the settings of the Endpoint. The hub's transformer checks Engage's secret itself.",
      "Cognigy.AI > Deploy > Endpoints > the hub",
    );
  }
  const unfilled = findUnfilled(outcome);
  if (unfilled !== undefined) {
    return fail(
      "hub_not_filled",
      `${unfilled} is not filled in in the hub's transformer.`,
      pasteHub(context),
      HUB_PLACE,
    );
  }
  if (outcome.status === 403) {
    return fail(
      "hub_token_differs",
      "The hub refuses ENGAGE_VERIFICATION_TOKEN: it has another one.",
      `Use one value in both. ${pasteHub(context)}`,
      HUB_PLACE,
    );
  }
  return fail(
    "hub_without_transformer",
    `What answers at COGNIGY_HUB_URL (${outcome.status}) is not engage-hub.`,
    pasteHub(context),
    HUB_PLACE,
  );
}

export const hubSecret: Check = {
  id: "hubSecret",
  title: "Webhook secret of the hub",
  needs: ["cognigyHubUrl", "engageWebhookSecret"],
  after: ["hubHandshake"],
  async run(context) {
    // A delivery without events: accepted or refused, nothing happens.
    const deliver = (secret: string) =>
      context.send({
        method: "POST",
        url: context.value("cognigyHubUrl"),
        headers: { "Content-Type": "application/json", "X-Dimelo-Secret": secret },
        body: JSON.stringify({ events: [] }),
      });
    const [wrong, right] = await Promise.all([
      deliver(`wrong-${randomBytes(8).toString("hex")}`),
      deliver(context.value("engageWebhookSecret")),
    ]);
    if (wrong.kind === "answered" && wrong.status !== 401) {
      return [
        fail(
          "hub_takes_any_secret",
          `The hub answers a delivery with a wrong secret with ${wrong.status}, not with 401.`,
          pasteHub(context),
          HUB_PLACE,
        ),
      ];
    }
    if (right.kind === "answered" && right.status === 200) {
      return [
        pass(
          "hub_secret",
          "The hub takes deliveries with the secret, and refuses others (that Engage's webhook has the same secret cannot be seen)",
        ),
      ];
    }
    return [
      fail(
        "hub_secret_differs",
        "The hub refuses ENGAGE_WEBHOOK_SECRET: it has another one.",
        `Use one value in hub and webhook. ${pasteHub(context)}`,
        HUB_PLACE,
      ),
    ];
  },
};

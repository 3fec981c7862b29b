/** The hub's Channel SDK side from outside: whether it answers signed calls, and only those. */
import { randomBytes } from "node:crypto";
import { SIGNATURE_HEADER, signBody, verifySignature } from "../../../src/core/signature";
import type { HttpOutcome } from "../../../src/engage/httpExchange";
import type { Finding } from "../../report";
import { type Check, type CheckContext, fail, pass } from "../check";
import { HUB_PLACE, pasteHub } from "./hub";
import { withoutBridge } from "./sources";

export const hubSdk: Check = {
  id: "hubSdk",
  title: "Channel SDK side of the hub",
  needs: ["cognigyHubUrl", "engageRealtimeAccessToken"],
  after: ["hubHandshake", "realtimeSignature"],
  unless: withoutBridge,
  async run(context) {
    const token = context.value("engageRealtimeAccessToken");
    const outcome = await askHub(context, token);
    const refused = explainRefusal(context, token, outcome);
    if (refused !== undefined) {
      return [refused];
    }
    const foreign = await askHub(context, randomBytes(16).toString("hex"));
    if (foreign.kind === "answered" && foreign.status < 300) {
      return [
        fail(
          "hub_takes_any_signature",
          "The hub answers Channel SDK calls with a wrong signature.",
          'Set signaturePolicy to "signature" in the hub, if Engage\'s calls get through with it.',
          HUB_PLACE,
        ),
      ];
    }
    return [pass("hub_sdk", "The hub answers signed Channel SDK calls, and refuses wrong signatures")];
  },
};

function askHub(context: CheckContext, token: string): Promise<HttpOutcome> {
  const body = JSON.stringify({ action: "implementation.info", time: new Date().toISOString() });
  const url = new URL(context.value("cognigyHubUrl"));
  const key = context.settings.get("engageBaseUriKey");
  if (key !== undefined) {
    url.searchParams.set("key", key);
  }
  return context.send({
    method: "POST",
    url: url.href,
    headers: { "Content-Type": "application/json", [SIGNATURE_HEADER]: signBody(context.hmac, token, body) },
    body,
  });
}

function explainRefusal(context: CheckContext, token: string, outcome: HttpOutcome): Finding | undefined {
  if (outcome.kind === "failed") {
    return fail(
      "hub_sdk_failed",
      `The hub does not answer Channel SDK calls: ${outcome.what}.`,
      pasteHub(context),
      HUB_PLACE,
    );
  }
  if (outcome.status === 401) {
    return fail(
      "hub_key_differs",
      "The hub refuses the key of the Base URI: ENGAGE_BASE_URI_KEY is not the hub's.",
      `Use one key in .env, hub and Base URI. ${pasteHub(context)}`,
      HUB_PLACE,
    );
  }
  if (outcome.status === 422 && outcome.body.includes("Source not found")) {
    return fail(
      "hub_without_bridge",
      "The hub has no values of route bridge: its ENGAGE_REALTIME_... are empty.",
      pasteHub(context),
      HUB_PLACE,
    );
  }
  const signature = outcome.headers[SIGNATURE_HEADER.toLowerCase()];
  if (
    outcome.status === 200 &&
    typeof signature === "string" &&
    verifySignature(context.hmac, token, outcome.body, signature).ok
  ) {
    return undefined;
  }
  return fail(
    "hub_realtime_token_differs",
    "The hub does not accept signatures made with ENGAGE_REALTIME_ACCESS_TOKEN: it has another token.",
    `Use one token in source, Connection, hub and relays. ${pasteHub(context)}`,
    HUB_PLACE,
  );
}

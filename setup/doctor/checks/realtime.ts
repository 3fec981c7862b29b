/** The realtime endpoint of the Channel SDK source: whether it takes our signature, and whether Engage has asked the hub. */
import { createRealtimeProbe, textOf } from "../../engage/realtimeProbe";
import { type Check, type CheckContext, fail, pass, skip } from "../check";
import { withoutBridge } from "./sources";

function openProbe({ exchange, hmac, value }: CheckContext) {
  return createRealtimeProbe(exchange, hmac, {
    realtimeUrl: value("engageRealtimeEndpointUrl"),
    accessToken: value("engageRealtimeAccessToken"),
  });
}

export const realtimeSignature: Check = {
  id: "realtimeSignature",
  title: "Signature at the realtime endpoint",
  needs: ["engageRealtimeEndpointUrl", "engageRealtimeAccessToken"],
  after: ["bridgeSource"],
  unless: withoutBridge,
  async run(context) {
    const place = context.engage("Admin", "Sources", "your Channel SDK source");
    const outcome = await openProbe(context).askNothing();
    const text = textOf(outcome);
    const said = `The realtime endpoint answers: ${text.slice(0, 120)}`;
    if (outcome.kind === "failed") {
      return [
        fail(
          "realtime_unreachable",
          `The realtime endpoint does not answer: ${text}.`,
          "Copy the Realtime Endpoint URL from Implementation details.",
          place,
        ),
      ];
    }
    if (text.includes("Invalid signature")) {
      return [
        fail(
          "realtime_signature_wrong",
          "Engage does not accept the signature: ENGAGE_REALTIME_ACCESS_TOKEN is not the source's.",
          "Copy the API access token of the Channel SDK source (not the REST token), also into Connection, hub and relays.",
          place,
        ),
      ];
    }
    if (text.includes("Source not found") || outcome.status === 404) {
      return [
        fail(
          "realtime_source_unknown",
          `${said}.`,
          "Copy the Realtime Endpoint URL from Implementation details.",
          place,
        ),
      ];
    }
    if (text.includes("Invalid action")) {
      return [
        pass(
          "realtime_signature",
          "Engage accepts the signature of the Channel SDK source (asked for an action that does not exist)",
        ),
      ];
    }
    return [
      fail(
        "realtime_answer_unknown",
        `${said} (${outcome.status}).`,
        "See that the Realtime Endpoint URL is that of Implementation details.",
        place,
      ),
    ];
  },
};

export const sdkDeclaration: Check = {
  id: "sdkDeclaration",
  title: "Base URI of the Channel SDK source",
  needs: ["engageRealtimeEndpointUrl", "engageRealtimeAccessToken"],
  after: ["realtimeSignature", "hubSdk"],
  unless: withoutBridge,
  async run(context) {
    // Refused either way: a message without a text is none, and an undeclared action is not looked at.
    const text = textOf(await openProbe(context).askForMessages());
    if (text.includes("Invalid action")) {
      return [
        fail(
          "sdk_not_declared",
          "Engage does not know what the hub can do: it has not got a right answer from the Base URI.",
          "Set the source's Base URI to the hub's Endpoint URL followed by ?key= and ENGAGE_BASE_URI_KEY, and save the source.",
          context.engage("Admin", "Sources", "your Channel SDK source"),
        ),
      ];
    }
    if (text.includes("Invalid resource format")) {
      return [pass("sdk_declared", "Engage has asked the Base URI what it can do, and takes messages")];
    }
    return [skip("sdk_declaration_unknown", `Base URI: not visible in Engage's answer (${text.slice(0, 80)})`)];
  },
};

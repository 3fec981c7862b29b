/** Whether what anybody may send to a customer's Endpoint can pass for an agent: seen from outside, with a session of its own. */
import { randomBytes } from "node:crypto";
import type { HttpOutcome } from "../../../src/engage/httpExchange";
import { tokenOf } from "../../deploy/planEndpoint";
import type { Finding } from "../../report";
import { type Check, type CheckContext, fail, pass, skip, warn } from "../check";
import { listenToEndpoint } from "../listenToEndpoint";
import { isHub } from "./hub";
import { withoutBridge } from "./sources";

const PLACE = "Cognigy.AI > Deploy > Endpoints > the customer's Endpoint > Transformer";
function pasteRelay({ filled }: CheckContext): string {
  return `Paste ${filled("engage-relay.socket.js")} (Webchat, Socket.IO) or engage-relay.webhook.js into the Endpoint, switch on Input, Output, Inject and Notify Transformer and Abort on Error, and save.`;
}

/** What an agent's words and a status look like; unsealed, so that a relay takes them out. */
const CLAIMS = {
  engageAgent: { id: "setup-doctor", name: "setup-doctor" },
  handover: { status: "active" },
};

export const relay: Check = {
  id: "relay",
  title: "Relay in the customers' Endpoints",
  needs: ["cognigyCustomerUrls"],
  after: [],
  unless: withoutBridge,
  async run(context) {
    return Promise.all(
      context.settings.list("cognigyCustomerUrls").map(async (url) =>
        // Told with the hub's handshake.
        (await isHub(context, url))
          ? skip("relay_is_hub", "Relay: the hub answers at a URL in COGNIGY_CUSTOMER_URLS")
          : checkEndpoint(context, url),
      ),
    );
  },
};

async function checkEndpoint(context: CheckContext, url: string): Promise<Finding> {
  const token = tokenOf(url);
  const base = url.slice(0, url.lastIndexOf(token)).replace(/\/+$/, "");
  const name = `${base}/${token.slice(0, 6)}...`;
  const mark = randomBytes(8).toString("hex");
  const session = { userId: `setup-${mark}`, sessionId: `setup-${mark}` };
  const answers: HttpOutcome[] = [];
  const { connected, heard } = await listenToEndpoint({ base, token }, session, mark, async () => {
    answers.push(await notify(context, `${base}/notify/${token}`, { ...session, text: mark, data: CLAIMS }));
  });
  // Where there is no socket to listen at, the notify is sent all the same: its answer tells a missing Endpoint or setting.
  const answer =
    answers[0] ?? (await notify(context, `${base}/notify/${token}`, { ...session, text: mark, data: CLAIMS }));
  const refusal = explainRefusal(context, answer, name);
  if (refusal !== undefined) {
    return refusal;
  }
  if (!connected) {
    return skip(
      "relay_unseen",
      `${name} answers /notify. Whether it ignores unsigned data can't be checked without a socket to listen at. See that Notify and Inject Transformer are on`,
    );
  }
  if (heard === undefined) {
    return warn(
      "relay_silent",
      `A notify to ${name} did not come to the session it was for.`,
      `If agents' words do not arrive either: ${pasteRelay(context)}`,
      PLACE,
    );
  }
  if (/"engageAgent"|"handover"/.test(JSON.stringify(heard))) {
    return fail(
      "relay_takes_unsigned_claims",
      `${name} brought an unsigned claim to speak as an agent to the customer: there is no engage-relay, or its Notify Transformer is off.`,
      pasteRelay(context),
      PLACE,
    );
  }
  return pass(
    "relay",
    `${name} ignores unsigned data sent to /notify (/inject can't be checked from outside, since that would run the Flow)`,
  );
}

function notify(context: CheckContext, url: string, body: object): Promise<HttpOutcome> {
  return context.send({
    method: "POST",
    url,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

function explainRefusal(context: CheckContext, answer: HttpOutcome, name: string): Finding | undefined {
  if (answer.kind === "failed") {
    return fail(
      "relay_unreachable",
      `${name} does not answer: ${answer.what}.`,
      "Copy the Endpoint URL from Cognigy.AI into COGNIGY_CUSTOMER_URLS.",
      PLACE,
    );
  }
  if (answer.status === 404) {
    return fail(
      "relay_not_found",
      `There is no Endpoint at ${name}.`,
      "Copy the Endpoint URL from Cognigy.AI into COGNIGY_CUSTOMER_URLS.",
      PLACE,
    );
  }
  const unfilled = /engage-relay is not set up: (\w+)/.exec(answer.body)?.[1];
  if (unfilled !== undefined) {
    return fail(
      "relay_not_filled",
      `${unfilled} is not filled in in the relay of ${name}.`,
      pasteRelay(context),
      PLACE,
    );
  }
  if (answer.status >= 400) {
    return fail("relay_failing", `${name} answers /notify with ${answer.status}.`, pasteRelay(context), PLACE);
  }
  return undefined;
}

/** Our limits, and what happens when one is reached. */
import { MAX_TRANSFORMER_BYTES } from "../bundleTransformers";
import { toTable } from "./markdown";
import { readConstant } from "./readConstant";

interface Limit {
  what: string;
  value: string;
  then: string;
}

const seconds = (file: string, name: string) => `${toNumber(readConstant(file, name) / 1_000)} s`;
const minutes = (file: string, name: string) => `${toNumber(readConstant(file, name) / 60_000)} min`;
const size = (file: string, name: string) => {
  const kilobytes = readConstant(file, name) / 1_024;
  return kilobytes < 1_024 ? `${toNumber(kilobytes)} kB` : `${toNumber(kilobytes / 1_024)} MB`;
};
const count = (file: string, name: string, unit: string) => `${toNumber(readConstant(file, name))} ${unit}`;

function toNumber(value: number): string {
  return value.toLocaleString("en-US");
}

const GROUPS: Readonly<Record<string, () => Limit[]>> = {
  nodes: () => [
    {
      what: "Time of a node",
      value: seconds("nodes/shared/defineNode.ts", "NODE_BUDGET_MS"),
      then: "The node ends with `timeout`. Cognigy.AI would stop it after 20 s",
    },
    {
      what: "Time of one request",
      value: seconds("nodes/shared/defineNode.ts", "REQUEST_BUDGET_MS"),
      then: "The node gives up this attempt",
    },
    {
      what: "Attempts per request",
      value: count("engage/retryPolicy.ts", "MAX_ATTEMPTS", "attempts"),
      then: "The node ends with the last error",
    },
    {
      what: "Size of a result",
      value: size("nodes/shared/reportLimits.ts", "MAX_RESULT_BYTES"),
      then: "Texts are cut, then lists and objects are left out and `truncated` is `true`",
    },
    {
      what: "Answer of Engage",
      value: size("engage/httpFailure.ts", "MAX_ANSWER_BYTES"),
      then: "The node ends with `bad_response`",
    },
    {
      what: "An image by URL",
      value: size("engage/fetchImage.ts", "MAX_IMAGE_BYTES"),
      then: "The node ends with `image_unusable`",
    },
    {
      what: "Text beside a structured message",
      value: count("nodes/structured/planMessage.ts", "MAX_BODY", "characters"),
      then: "The node ends with `invalid_message`, or cuts the text if *Fit automatically* is on",
    },
    {
      what: "Opening message to the agent (`bridge`)",
      value: count("core/openingMessage.ts", "MAX_BODY_LENGTH", "characters"),
      then: "The beginning of the transcript is cut",
    },
    {
      what: "Further data for the agent (`bridge`)",
      value: count("core/contextData.ts", "MAX_KEYS", "keys"),
      then: "More keys are left out",
    },
    {
      what: "One value of that data",
      value: count("core/contextData.ts", "MAX_VALUE_LENGTH", "characters"),
      then: "The value is cut",
    },
  ],
  transformers: () => [
    {
      what: "A transformer file, as JSON text",
      value: `${toNumber(MAX_TRANSFORMER_BYTES)} bytes`,
      then: "The build fails. Cognigy.AI's API takes 60,000 bytes with your values",
    },
    {
      what: "Time of the one request",
      value: seconds("transformers/requestEngage.ts", "TIMEOUT_MS"),
      then: "The request counts as failed. Cognigy.AI since 2025.25 may ignore this limit",
    },
    {
      what: "Age of a seal, either way",
      value: minutes("core/seal.ts", "SEAL_LIFETIME_MS"),
      then: "The message counts as absent",
    },
    {
      what: "Length of a session reference",
      value: count("protocol/sessionReference.ts", "MAX_LENGTH", "characters"),
      then: "Handover ends with `session_reference_too_long`",
    },
    {
      what: "A customer's text into the Flow (`channel`)",
      value: count("core/inbound/customerMessage.ts", "MAX_INPUT_TEXT", "characters"),
      then: "The text is cut, and `input.data.engage.truncated` is `true`",
    },
    {
      what: "A text forwarded to the agent (`bridge`)",
      value: count("transformers/relay/forward.ts", "MAX_BODY", "characters"),
      then: "The text is cut",
    },
    {
      what: "Part of an agent's text to a customer (`bridge`)",
      value: count("transformers/relay/takeDelivery.ts", "MAX_TEXT", "characters"),
      then: "Longer texts are sent in several parts",
    },
    {
      what: "A Channel SDK call",
      value: size("transformers/hub/receiveSdkCall.ts", "MAX_BODY_BYTES"),
      then: "The hub answers 413",
    },
    {
      what: "A structured message from an agent",
      value: count("core/inbound/sdkAction.ts", "MAX_STRUCTURED_BYTES", "bytes"),
      then: "The hub answers 422, so the agent sees that it wasn't sent",
    },
    {
      what: "Files in one message of an agent",
      value: count("core/inbound/sdkAction.ts", "MAX_ATTACHMENTS", "files"),
      then: "More are left out",
    },
    {
      what: "Files in one message of a customer (`bridge`)",
      value: count("transformers/relay/takeInput.ts", "MAX_FILES", "files"),
      then: "More are left out",
    },
    {
      what: "A work item for Receive Engage Events",
      value: size("protocol/work.ts", "MAX_WORK_BYTES"),
      then: "Texts are left out and read again by their IDs",
    },
    {
      what: "Events in one work item",
      value: count("protocol/work.ts", "MAX_WORK_ITEMS", "events"),
      then: "The hub answers 503, and Engage sends the rest again",
    },
    {
      what: "IDs of events and messages that the hub remembers per conversation",
      value: count("transformers/hub/threadMemory.ts", "SEEN_LENGTH", "characters"),
      then: "An older one that arrives again counts as new",
    },
    {
      what: "Messages that the relay remembers per session",
      value: count("transformers/relay/relayState.ts", "MAX_SEEN", "messages"),
      then: "An older one that arrives again counts as new",
    },
  ],
};

export function renderLimits(group: string): string {
  const limits = GROUPS[group]?.();
  if (!limits) {
    throw new Error(`There is no group of limits "${group}"`);
  }
  return toTable(
    ["Limit", "Value", "When it's reached"],
    limits.map(({ what, value, then }) => [what, value, then]),
  );
}

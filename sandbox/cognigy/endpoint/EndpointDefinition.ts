/** What an Endpoint is made of. */
import type { Flow } from "../flow/Flow";
import type { HandlerName, TransformerKind } from "../transformer/bridge";

export interface EndpointDefinition {
  name: string;
  type: TransformerKind;
  /** Default: 64 random hexadecimal digits, as on the platform. */
  URLToken?: string;
  flow: Flow;
  /** JavaScript source. */
  transformer?: string;
  /** Default: all on. A handler that is off does nothing. */
  toggles?: { input?: boolean; output?: boolean; notify?: boolean; inject?: boolean; executionFinished?: boolean };
  /** "Abort on Error in Transformer". Off as on the platform: a failed handler counts as if it did not exist. */
  abortOnError?: boolean;
  /** Whether `request.rawBody` exists. The platform documents none. `true` means a text. */
  rawBody?: boolean | "string" | "buffer";
  /** Since release 2026.13 callers may have to send it as `X-Webhook-Key`. Default: none. */
  apiKey?: string;
  /** `input.endpointType`. Default: `webhook`, `webchat3` or `rest`. */
  endpointType?: string;
  /** Where a generic Webhook Endpoint sends its outputs. Without it they stay in `sent`. */
  webhookUrl?: string;
  /** More members for `endpoint.settings` in handlers; of a Webchat Endpoint, also for its public configuration. */
  settings?: Record<string, unknown>;
  /** Of a Webhook Endpoint: callers must send it as `X-Webhook-Key`. */
  webhookKey?: string;
  /** More members of the Endpoint, or others: what the REST API has set. */
  members?: Record<string, unknown>;
  /** The Contact Profile of a user as it is before any node changed it. */
  profile?: (userId: string) => Record<string, unknown>;
}

const TOGGLES: Readonly<Record<HandlerName, keyof NonNullable<EndpointDefinition["toggles"]>>> = {
  handleInput: "input",
  handleOutput: "output",
  handleNotify: "notify",
  handleInject: "inject",
  handleExecutionFinished: "executionFinished",
};

export function isSwitchedOn({ toggles }: EndpointDefinition, handler: HandlerName): boolean {
  return toggles?.[TOGGLES[handler]] ?? true;
}

const ENDPOINT_TYPES: Readonly<Record<TransformerKind, string>> = {
  webhook: "webhook",
  socket: "webchat3",
  rest: "rest",
};

export function endpointTypeOf({ endpointType, type }: EndpointDefinition): string {
  return endpointType ?? ENDPOINT_TYPES[type];
}

export function isWebchat(definition: EndpointDefinition): boolean {
  return ["webchat2", "webchat3"].includes(endpointTypeOf(definition));
}

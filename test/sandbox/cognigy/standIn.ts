/** Builders for tests of the Endpoint service: a stand-in that closes itself, Endpoints, and requests to them. */
import { IN_ONE_THREAD } from "../../../harness/patience";
import {
  type CognigyOptions,
  type CognigyStandIn,
  type Endpoint,
  type EndpointDefinition,
  type FlowNode,
  startCognigy,
} from "../../../sandbox/cognigy/startCognigy";

const started: CognigyStandIn[] = [];
let ownThreads = true;

/** Before tests that are about something else: to start a thread takes longer than what it is needed for. */
export function withoutThreads(): void {
  ownThreads = false;
}

export async function standIn(options: CognigyOptions = {}): Promise<CognigyStandIn> {
  const cognigy = await startCognigy({ ...(!ownThreads && IN_ONE_THREAD), ...options });
  started.push(cognigy);
  return cognigy;
}

/** After each test. */
export async function closeStandIns(): Promise<void> {
  ownThreads = true;
  await Promise.all(started.splice(0).map((cognigy) => cognigy.close()));
}

/** Says what it got. */
export const ECHO: FlowNode[] = [{ type: "say", text: "{{input.text}}" }];

export function definition(changes: Partial<EndpointDefinition> = {}): EndpointDefinition {
  return { name: "e", type: "webhook", flow: { nodes: ECHO }, ...changes };
}

/** The source of a transformer from the bodies of its handlers; each sees its argument's members as variables. */
export function transformer(
  handlers: Record<string, string>,
  { kind = "Webhook", before = "" }: { kind?: "Webhook" | "Socket" | "Rest"; before?: string } = {},
): string {
  const members = Object.entries(handlers).map(
    ([name, body]) =>
      `${name}: async ({ endpoint, request, response, payload, output, processedOutput, outputs, userId, sessionId }) => { ${body} }`,
  );
  return `${before}\ncreate${kind}Transformer({ ${members.join(",\n")} });`;
}

export const MESSAGE = { userId: "u", sessionId: "s", text: "hi", data: { a: 1 } };

export async function post(
  url: string,
  body: unknown = MESSAGE,
  headers: Record<string, string> = { "content-type": "application/json" },
): Promise<{ status: number; body: string; headers: Headers }> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(url, { method: "POST", headers, body: text, redirect: "manual" });
  return { status: response.status, body: await response.text(), headers: response.headers };
}

/** Adds an Endpoint with these handlers, sends one message, and waits until all is done. */
export async function exchange(
  handlers: Record<string, string>,
  {
    options,
    change,
    body,
    before,
  }: { options?: CognigyOptions; change?: Partial<EndpointDefinition>; body?: unknown; before?: string } = {},
) {
  const cognigy = await standIn(options);
  const endpoint: Endpoint = cognigy.addEndpoint(
    definition({ transformer: transformer(handlers, before === undefined ? {} : { before }), ...change }),
  );
  const answer = await post(endpoint.url, body);
  await cognigy.idle();
  return { cognigy, endpoint, answer, messages: cognigy.logs.map(({ level, message }) => `${level}: ${message}`) };
}

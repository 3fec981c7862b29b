/** Nodes as a Flow runs them: out of the packed Extension, in a process of their own, against the Engage stand-in. */

import { type LoadedExtension, loadExtension } from "../../sandbox/cognigy/loadExtension";
import { type NodeExecution, type NodeRun, runNode } from "../../sandbox/cognigy/runNode";
import { type EngageOptions, type EngageStandIn, type Exchange, startEngage } from "../../sandbox/engage/startEngage";
import { paths } from "../../scripts/paths";
import { type SealPurpose, seal } from "../../src/core/seal";
import { toSessionReference } from "../../src/core/sessionReference";
import { hmac } from "./hmac";
import { checkExchanges } from "./openapi";

export interface SentRequest {
  /** `PUT /content_threads/{id}/update_categories`; realtime calls by their whole path. */
  call: string;
  query?: Record<string, string | string[]>;
  body?: unknown;
}

export interface LabExecution extends NodeExecution {
  /** What the node stored under its default key. */
  result: Record<string, unknown>;
}

export interface NodeLab {
  engage: EngageStandIn;
  extension: LoadedExtension;
  /** All fields of the Connection, right ones. */
  connection: Record<string, string>;
  run(node: string, config?: Record<string, unknown>, rest?: Omit<NodeRun, "node" | "config">): Promise<LabExecution>;
  /** Every request since the test began, in the order of arrival, as the client built it. */
  sent(): SentRequest[];
  /** The calls alone, sorted, for requests that run at the same time. */
  calls(): string[];
}

export const SESSION = "2c44d1d3-98a4-469e-91c4-186298e22e5b";
export const USER = "1f0e9a52-8f0c-4f1d-9a3b-2a6f1c0d9e87";
export const URL_TOKEN = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

export function useNodeLab(options: EngageOptions = {}): NodeLab {
  let engage: EngageStandIn | undefined;
  let extension: LoadedExtension | undefined;
  const running = () => {
    if (!engage || !extension) throw new Error("The lab is open during tests only");
    return { engage, extension };
  };

  beforeAll(async () => {
    [engage, extension] = await Promise.all([startEngage(options), loadExtension(paths.tarball)]);
  });
  beforeEach(() => running().engage.reset());
  afterEach(() => {
    expect(checkExchanges(running().engage.exchanges)).toEqual([]);
  });
  afterAll(() => Promise.all([engage?.close(), extension?.close()]));

  const lab: NodeLab = {
    get engage() {
      return running().engage;
    },
    get extension() {
      return running().extension;
    },
    get connection() {
      const { apiUrl, realtimeUrl, seed } = running().engage;
      return {
        apiUrl,
        accessToken: seed.tokens.bot,
        botCategoryId: seed.categories.bot.id,
        agentCategoryId: seed.categories.agent.id,
        realtimeEndpointUrl: realtimeUrl,
        realtimeAccessToken: seed.realtimeAccessToken,
        cognigyEndpointUrl: "http://127.0.0.1:1",
      };
    },
    async run(node, config = {}, rest = {}) {
      const input = {
        userId: USER,
        sessionId: SESSION,
        URLToken: URL_TOKEN,
        inputId: "input-1",
        endpointType: "webchat3",
        text: "Hi",
        language: "en-US",
      };
      const execution = await runNode(running().extension, {
        node,
        config: { connection: lab.connection, ...config },
        ...rest,
        input: { ...input, ...rest.input },
      });
      return { ...execution, result: findResult(execution) };
    },
    sent: () => running().engage.exchanges.map(toSentRequest),
    calls: () =>
      lab
        .sent()
        .map(({ call }) => call)
        .sort(),
  };
  return lab;
}

/** The first thing that the node wrote to input or context. */
function findResult(execution: NodeExecution): Record<string, unknown> {
  const write = execution.apiCalls.find(({ name }) => name === "addToInput" || name === "addToContext");
  const value = write?.args[1];
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function toSentRequest({ method, path, query, body, headers, rawBody }: Exchange): SentRequest {
  const values = toLists(query);
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  return {
    call: `${method} ${path.replace(/^\/1\.0/, "")}`,
    ...(values.size > 0 && { query: Object.fromEntries(values) }),
    ...(body !== undefined && { body: isForm ? Object.fromEntries(toLists(new URLSearchParams(rawBody))) : body }),
  };
}

/** `name[]` is a list even with one value. */
function toLists(pairs: Iterable<[string, string]>): Map<string, string | string[]> {
  const values = new Map<string, string | string[]>();
  for (const [name, value] of pairs)
    values.set(name, name.endsWith("[]") ? [...(values.get(name) ?? []), value] : value);
  return values;
}

/** The thread id that the bridge gives Engage for the lab's session. */
export function referenceOf(realtimeAccessToken: string): string {
  return toSessionReference(hmac, realtimeAccessToken, { userId: USER, sessionId: SESSION, URLToken: URL_TOKEN });
}

/** Part of an input as hub or relay would have sealed it. */
export function sealed(
  purpose: SealPurpose,
  secret: string,
  payload: object,
  change: { sessionId?: string; ageMs?: number } = {},
) {
  return seal(
    hmac,
    { purpose, secret, sessionId: change.sessionId ?? SESSION },
    payload,
    Date.now() - (change.ageMs ?? 0),
    "seal-1",
  );
}

/** The input of a customer's message on route `channel`, as the hub passes it. */
export function channelInput(lab: NodeLab, change: Record<string, unknown> = {}): Record<string, unknown> {
  const { seed } = lab.engage;
  const claim = {
    route: "channel",
    threadId: seed.thread.id,
    contentId: seed.content.id,
    identityId: seed.content.author_id,
    sourceId: seed.thread.source_id,
    interventionId: null,
    ...change,
  };
  return { endpointType: "webhook", data: { engage: sealed("engage", seed.tokens.bot, claim) } };
}

/** The input of a customer's message behind the relay, route `bridge`. */
export function bridgeInput(lab: NodeLab, handover: "on" | "off" = "off"): Record<string, unknown> {
  return { data: { engageRelay: sealed("relay", lab.engage.seed.realtimeAccessToken, { version: 1, handover }) } };
}

/** One stand-in per test file, back to its seed before each test, its REST exchanges compared with the OpenAPI file. */

import { checkExchanges } from "../../../harness/openapi";
import {
  type DomainEvent,
  type EngageOptions,
  type EngageStandIn,
  startEngage,
} from "../../../sandbox/engage/startEngage";

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

interface Request {
  token?: string;
  query?: Record<string, string | string[]>;
  form?: Record<string, string | string[]>;
  json?: unknown;
}

export interface EngageUnderTest {
  engage: EngageStandIn;
  /** Types of the domain's events since the test began. */
  events: DomainEvent[];
  call(method: string, path: string, request?: Request): Promise<Answer>;
  /** Settles once the event has been emitted, be it already. */
  event(type: string): Promise<DomainEvent>;
}

export function useEngage(options: EngageOptions = {}): EngageUnderTest {
  let engage: EngageStandIn | undefined;
  const events: DomainEvent[] = [];
  const running = (): EngageStandIn => {
    if (engage === undefined) {
      throw new Error("The stand-in runs during tests only");
    }
    return engage;
  };

  beforeAll(async () => {
    engage = await startEngage(options);
    engage.domain.on((event) => events.push(event));
  });
  beforeEach(() => {
    running().reset();
    events.length = 0;
  });
  afterEach(() => {
    expect(checkExchanges(running().exchanges)).toEqual([]);
  });
  afterAll(() => running().close());

  return {
    get engage() {
      return running();
    },
    events,
    call: (method, path, request) => send(running(), method, path, request ?? {}),
    event: (type) => waitForEvent(running(), events, type),
  };
}

async function send(engage: EngageStandIn, method: string, path: string, request: Request): Promise<Answer> {
  const query = toPairs(request.query ?? {});
  const headers: Record<string, string> = { authorization: `Bearer ${request.token ?? "bot-token"}` };
  const form = request.form === undefined ? undefined : toPairs(request.form);
  if (request.json !== undefined) {
    headers["content-type"] = "application/json";
  }
  const response = await fetch(`${engage.apiUrl}${path}${query.size > 0 ? `?${query}` : ""}`, {
    method,
    headers,
    body: request.json === undefined ? (form ?? null) : JSON.stringify(request.json),
  });
  const body: unknown = await response.json();
  if (typeof body !== "object" || body === null) {
    throw new Error("Not a JSON object");
  }
  return {
    status: response.status,
    body: Array.isArray(body) ? { records: body } : { ...body },
    headers: response.headers,
  };
}

function toPairs(values: Record<string, string | string[]>): URLSearchParams {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      pairs.append(name, one);
    }
  }
  return pairs;
}

function waitForEvent(engage: EngageStandIn, past: readonly DomainEvent[], type: string): Promise<DomainEvent> {
  const before = past.find((event) => event.type === type);
  if (before !== undefined) {
    return Promise.resolve(before);
  }
  return new Promise((resolve) => {
    const stop = engage.domain.on((event) => {
      if (event.type === type) {
        stop();
        resolve(event);
      }
    });
  });
}

export function idsOf(answer: Answer): unknown[] {
  return Array.isArray(answer.body.records)
    ? answer.body.records.map((record: unknown) =>
        typeof record === "object" && record !== null && "id" in record ? record.id : record,
      )
    : [];
}

/** Webhook names only, without those of the agents' console. */
export function namesOf(events: readonly DomainEvent[]): string[] {
  return events
    .filter((event) => !event.journalOnly && !event.type.startsWith("push_agent."))
    .map((event) => event.type);
}

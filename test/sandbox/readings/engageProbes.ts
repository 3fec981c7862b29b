/** What shows under which reading the stand-in of Engage runs, question by question. */
import { createServer } from "node:http";
import type { EngageOptions } from "../../../sandbox/engage/EngageOptions";
import { signBytes } from "../../../sandbox/engage/realtime/realtimeSignature";
import { type EngageStandIn, startEngage } from "../../../sandbox/engage/startEngage";
import type { Probe } from "./cognigyProbes";

interface Lab {
  engage: EngageStandIn;
  call(
    path: string,
    method?: string,
    form?: Record<string, string>,
  ): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }>;
  /** Bodies of the calls and deliveries that arrived at an endpoint, in their order. */
  received: string[];
  /** The customer writes in an own conversation; returns the metadata of the announcement. */
  write(more?: object): Promise<Record<string, unknown>>;
  events: { type: string; metadata: Record<string, unknown> }[];
}

const probe =
  (observe: (lab: Lab) => unknown, more: EngageOptions = {}): Probe =>
  async ({ engage: options = {} }) => {
    const engage = await startEngage({
      importDelayMs: 0,
      exportDelayMs: 0,
      threadCloseDelayMs: 0,
      ...more,
      ...options,
    });
    const events: Lab["events"] = [];
    engage.domain.on(({ type, metadata }) => events.push({ type, metadata }));
    const received: string[] = [];
    const endpoint = await serve(engage, received);
    try {
      return await observe({ engage, received, events, call: caller(engage), write: writer(engage, events) });
    } finally {
      await engage.close();
      endpoint.close();
    }
  };

/** Takes webhooks, and Channel SDK calls except for `messages.create`, which it refuses. */
async function serve(engage: EngageStandIn, received: string[]) {
  const { seed } = engage;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) {
      body += chunk;
    }
    received.push(body);
    if (request.method === "GET") {
      return response.end(new URL(request.url ?? "", "http://localhost").searchParams.get("hub.challenge"));
    }
    if (body.includes('"messages.create"')) {
      return response.writeHead(503).end();
    }
    const text = JSON.stringify({
      objects: { messages: ["create"] },
      options: ["view.messaging", "messages.text", "messaging.queuing_update"],
    });
    response
      .writeHead(body.includes('"events"') ? 503 : 200, {
        "x-smccsdk-signature": signBytes(seed.realtimeAccessToken, text),
      })
      .end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  engage.domain.setBaseUri(seed.sources.sdk.id, url);
  await engage.idle();
  return { url, close: () => server.close() };
}

const caller =
  (engage: EngageStandIn): Lab["call"] =>
  async (path, method = "GET", form) => {
    const response = await fetch(`${engage.apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${engage.seed.tokens.bot}` },
      body: form === undefined ? null : new URLSearchParams(form),
    });
    return { status: response.status, body: Object(await response.json()), headers: response.headers };
  };

const writer =
  (engage: EngageStandIn, events: Lab["events"]): Lab["write"] =>
  async (more = {}) => {
    const { domain, seed } = engage;
    const { id } = domain.addIdentity({
      communityId: seed.communities.messaging.id,
      foreignId: `visitor-${events.length}`,
    });
    domain.customerWrites({ sourceId: seed.sources.messaging.id, identityId: id, body: "Hi", ...more });
    await engage.idle();
    return events.filter(({ type }) => type === "content.imported").at(-1)?.metadata ?? {};
  };

const threadOf = (metadata: Record<string, unknown>) => String(metadata.thread_id);

/** An agent answers in a conversation on the Channel SDK source, and an endpoint is called for it. */
async function answerOnSdk({ engage, received }: Lab): Promise<string[]> {
  const { domain, seed } = engage;
  const { id: identityId } = domain.addIdentity({ communityId: seed.communities.sdk.id, foreignId: "visitor" });
  const { thread } = domain.customerWrites({
    sourceId: seed.sources.sdk.id,
    identityId,
    threadForeignId: "conversation",
    body: "Hi",
    categoryIds: [seed.categories.agent.id],
  });
  await engage.idle();
  domain.agentReplies(thread.id, seed.agents.ana.id, "<b> é a/b");
  await engage.idle();
  return received;
}

export const ENGAGE_PROBES: Readonly<Record<string, Probe>> = {
  signedJson: probe(async (lab) => {
    const bodies = await answerOnSdk(lab);
    return bodies
      .filter((body) => /create|queuing/.test(body))
      .map((body) => body.replace(/"(?:created_at|updated_at|time)":"[^"]*"/g, ""));
  }),
  contentId: probe(async (lab) => (await answerOnSdk(lab)).some((body) => body.includes('"content_id"'))),
  createTries: probe(
    async (lab) => {
      await answerOnSdk(lab);
      for (let turn = 0; turn < 5; turn += 1) {
        await lab.engage.flushRetries();
      }
      return lab.received.filter((body) => body.includes('"messages.create"')).length;
    },
    { retryTimeScale: 1 },
  ),
  importedCategories: probe(async ({ write }) => {
    const { category_ids: ids } = await write();
    return Array.isArray(ids) ? ids.length : "missing";
  }),
  replyCategories: probe(async ({ engage, write, events }) => {
    engage.domain.agentReplies(threadOf(await write()), engage.seed.agents.ana.id, "Yes?");
    return events.filter(({ type }) => type === "content.replied").map(({ metadata }) => metadata.category_ids);
  }),
  ownLines: probe(async ({ engage, call }) => {
    const { domain, seed } = engage;
    const { content } = domain.customerWrites({
      sourceId: seed.sources.sdk.id,
      identityId: seed.puppets.sdkBot.id,
      threadForeignId: "x",
      body: "Bot",
    });
    return (await call(`/contents/${content.id}`)).body.status;
  }),
  foreignKeyword: probe(async ({ engage, write, call }) => {
    await write();
    await write();
    const [thread] = engage.domain.threads.values();
    const counts = [];
    for (const keyword of ["foreign", "foreign_id"]) {
      counts.push((await call(`/content_threads?q=${keyword}:"${thread?.foreign_id}"`)).body.count);
    }
    return counts;
  }),
  async searchIndex(options) {
    let nowMs = Date.now();
    const observe = probe(
      async ({ write, call, engage }) => {
        const foreignId = engage.domain.threads.get(threadOf(await write()))?.foreign_id;
        const found = [];
        for (const laterMs of [0, 5_000, 25_000]) {
          nowMs += laterMs;
          found.push((await call(`/content_threads?q=foreign:"${foreignId}"`)).body.count);
        }
        return found;
      },
      { now: () => nowMs },
    );
    return observe(options);
  },
  importTime: async ({ engage: options }) => {
    const engage = await startEngage(options);
    await engage.close();
    return engage.domain.settings.importDelayMs;
  },
  categoryAnswer: probe(async ({ engage, write, call }) => {
    const path = `/content_threads/${threadOf(await write())}`;
    const id = engage.seed.categories.agent.id;
    const answer = await call(`${path}/update_categories`, "PUT", { "thread_category_ids[]": id });
    return [answer.body.thread_category_ids, (await call(path)).body.thread_category_ids];
  }),
  rulesEngine: probe(async ({ engage, write, call }) => {
    const path = `/content_threads/${threadOf(await write())}`;
    await call(`${path}/update_categories`, "PUT", { "thread_category_ids[]": engage.seed.categories.agent.id });
    return (await call(path)).body.thread_category_ids;
  }),
  tokenOwner: probe(async ({ call }) => {
    const { status, body } = await call("/users/me");
    return [status, body.firstname];
  }),
  replyNeedsIntervention: probe(async ({ write, call }) => {
    const { id } = await write();
    return (await call("/contents", "POST", { in_reply_to_id: String(id), body: "Hello" })).status;
  }),
  threadClosing: probe(async ({ engage, write, call }) => {
    const path = `/content_threads/${threadOf(await write())}`;
    const { status } = await call(`${path}/close`, "PUT");
    await engage.idle();
    return [status, (await call(path)).body.closed];
  }),
  badToken: probe(async ({ engage, call }) => {
    engage.domain.tokens.delete(engage.seed.tokens.bot);
    return (await call("/users/me")).status;
  }),
  throttling: probe(async ({ engage, call }) => {
    engage.useUpRequests();
    const { status, headers } = await call("/users/me");
    return [status, headers.get("retry-after")];
  }),
  webhookRetries: probe(
    async ({ engage, received, write }) => {
      const url = String(engage.seed.sources.sdk.sdk?.baseUri);
      engage.domain.addWebhook({ url, registeredEvents: ["content.imported"], verifyToken: "v", secret: "s" });
      await engage.idle();
      await write();
      for (let turn = 0; turn < 12; turn += 1) {
        await engage.flushRetries();
      }
      return received.filter((body) => body.includes("content.imported")).length;
    },
    { webhookFailureLimit: Number.POSITIVE_INFINITY },
  ),
  eventOrder: probe(async ({ engage, received, write }) => {
    const url = String(engage.seed.sources.sdk.sdk?.baseUri);
    engage.domain.addWebhook({ url, registeredEvents: ["content.imported"], verifyToken: "v", secret: "s" });
    await engage.idle();
    await Promise.all(["a", "b", "c", "d", "e"].map((body) => write({ body })));
    await engage.idle();
    const bodies = received.flatMap((text) => [...text.matchAll(/"body":"(\w)"/g)].map(([, letter]) => letter));
    return bodies.join("") === [...bodies].sort().join("");
  }),
  privateFlag: probe(async ({ write }) => (await write()).private),
  sharedLocation: probe(async ({ write }) => {
    const { body, location } = await write({ body: "", location: { latitude: 1, longitude: 2 } });
    return { body, location };
  }),
  queueUpdates: probe(async (lab) => {
    await answerOnSdk(lab);
    return lab.received.flatMap((body) => /"estimated_wait_time":[^,]*/.exec(body) ?? []);
  }),
  taskCategories: probe(async ({ write, events }) => {
    await write();
    return events.filter(({ type }) => type === "task.created").map(({ metadata }) => metadata.category_ids);
  }),
  undelivered: probe(async ({ write, events }) => {
    // Nobody has the Bot category.
    await write();
    return events.some(({ type }) => type === "task.undelivered");
  }),
  interventionFields: probe(async ({ write, call }) => {
    const { id } = await write();
    const { body } = await call("/interventions", "POST", { content_id: String(id) });
    return Object.keys(body).filter((key) => key.startsWith("custom_field"));
  }),
};

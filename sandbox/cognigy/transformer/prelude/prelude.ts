/** Runs first in every vm context: the documented globals of a transformer, and nothing else. */
import type { FromContext, HandlerArgument, HostBridge, PreludeExports, ToContext, TransformerKind } from "../bridge";
import { createRequest } from "./createRequest";
import { createResponse } from "./createResponse";
import { openSessionStorage } from "./openSessionStorage";
import { printLog } from "./printLog";
import { wrapHostObject } from "./wrapHostObject";

type Handler = (argument: Record<string, unknown>) => unknown;
type Settle = (answer: Extract<ToContext, { kind: "answer" }>) => void;

export function install(host: HostBridge): PreludeExports {
  const constructed: { kind: TransformerKind; handlers: Record<string, unknown> }[] = [];
  const waiting = new Map<number, Settle>();
  let lastId = 0;

  const send = (message: FromContext) => host.send(JSON.stringify(message));
  const collect = (kind: TransformerKind) => (handlers: unknown) => {
    constructed.push({ kind, handlers: isObject(handlers) ? handlers : {} });
  };
  const ask = (message: { kind: "openStorage" } | { kind: "http"; options: unknown }) =>
    new Promise<unknown>((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, ({ value, failure }) => {
        if (failure === undefined) {
          resolve(value);
        } else {
          reject(Object.assign(new Error(failure.message), failure.members));
        }
      });
      send({ ...message, id: lastId });
    });
  const log =
    (level: "debug" | "info" | "error") =>
    (...values: unknown[]) =>
      send({ kind: "log", level, message: printLog(values) });
  const Buffer = wrapHostObject(host.buffer) as { from(text: string, encoding: string): unknown };

  Object.assign(globalThis, {
    createWebhookTransformer: collect("webhook"),
    createSocketTransformer: collect("socket"),
    createRestTransformer: collect("rest"),
    async getSessionStorage(userId: unknown, sessionId: unknown) {
      await ask({ kind: "openStorage" });
      return openSessionStorage(host, String(userId), String(sessionId));
    },
    httpRequest: async (options: unknown) => ask({ kind: "http", options }),
    uuid: { v4: () => host.uuid() },
    crypto: wrapHostObject(host.crypto),
    Buffer,
    // Only these three are documented.
    console: { log: log("debug"), info: log("info"), error: log("error") },
    Date: new Proxy(Date, {
      construct: (target, args, newTarget) =>
        Reflect.construct(target, args.length > 0 ? args : [host.now()], newTarget),
      get: (target, key, receiver) => (key === "now" ? () => host.now() : Reflect.get(target, key, receiver)),
    }),
  });

  const argumentOf = ({ request, ...rest }: HandlerArgument, withResponse: boolean) => ({
    ...rest,
    ...(request === undefined ? {} : { request: createRequest(request, Buffer) }),
    ...(withResponse ? { response: createResponse(send) } : {}),
  });

  async function call({ handler, argument, withResponse }: Extract<ToContext, { kind: "call" }>): Promise<void> {
    const run = constructed[0]?.handlers[handler] as Handler;
    try {
      const value = await run(argumentOf(argument, withResponse));
      send(value ? { kind: "returned", value } : { kind: "returned" });
    } catch (thrown) {
      send({ kind: "thrown", message: isObject(thrown) ? String(thrown.message) : String(thrown) });
    }
  }

  return {
    describe: () =>
      JSON.stringify(
        constructed.map(({ kind, handlers }) => ({
          kind,
          handlers: Object.keys(handlers).filter((name) => typeof handlers[name] === "function"),
        })),
      ),
    deliver() {
      const message = JSON.parse(host.take()) as ToContext;
      if (message.kind === "call") {
        void call(message);
      } else {
        waiting.get(message.id)?.(message);
        waiting.delete(message.id);
      }
    },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** A transformer's handlers without a platform around them: storage in memory, and an `httpRequest` that the caller gives. */
import { createHmac, randomUUID } from "node:crypto";
import { constants, createContext, runInContext, Script } from "node:vm";
import { GENERATED } from "../scripts/transformerConfig";

type Handler = (args: object) => Promise<unknown>;

export interface Handlers {
  handleInput: Handler;
  handleOutput: Handler;
  handleInject: Handler;
  handleNotify?: Handler;
}

/** What is below CONFIG: it takes long to compile, and is the same under each. */
const generated = new Map<string, Script>();

export class BareTransformer {
  /** By user and session. */
  readonly storage = new Map<string, Record<string, unknown>>();
  readonly errors: string[] = [];
  readonly handlers: Handlers;

  constructor(source: string, httpRequest: (options: unknown) => Promise<unknown> = async () => ({})) {
    let given: Handlers | undefined;
    const take = (handlers: Handlers) => {
      given = handlers;
    };
    const context = createContext(constants.DONT_CONTEXTIFY);
    Object.assign(context, {
      createWebhookTransformer: take,
      createSocketTransformer: take,
      getSessionStorage: async (userId: string, sessionId: string) => this.session(userId, sessionId),
      httpRequest,
      crypto: { createHmac },
      uuid: { v4: randomUUID },
      console: { log() {}, info() {}, error: (message: string) => void this.errors.push(message) },
      Buffer,
    });
    const [config, code] = [source.slice(0, source.indexOf(GENERATED)), source.slice(source.indexOf(GENERATED))];
    const script = generated.get(code) ?? new Script(code);
    generated.set(code, script);
    runInContext(config, context);
    script.runInContext(context);
    if (given === undefined) {
      throw new Error("The source made no transformer");
    }
    this.handlers = given;
  }

  session(userId: string, sessionId: string): Record<string, unknown> {
    const key = `${userId}\n${sessionId}`;
    const found = this.storage.get(key) ?? {};
    this.storage.set(key, found);
    return found;
  }
}

/** A response as handlers see it, with what they made of it. */
export function bareResponse() {
  const response = {
    headersSent: false,
    code: 0,
    body: "",
    status(code: number) {
      response.code = code;
      return response;
    },
    set: () => response,
    send(body: string) {
      response.headersSent = true;
      response.body = body;
      return response;
    },
  };
  return response;
}

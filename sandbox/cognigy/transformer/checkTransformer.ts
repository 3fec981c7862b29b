/** Refuses a transformer that cannot work: it is started once, and must call the one constructor of its Endpoint's type. */
import { descriptionSchema, HANDLER_NAMES, type HandlerName, type TransformerKind } from "./bridge";
import { preludeScript, transformerScript } from "./compileScripts";
import { TransformerContext } from "./TransformerContext";

const CONSTRUCTORS: Readonly<Record<TransformerKind, string>> = {
  webhook: "createWebhookTransformer",
  socket: "createSocketTransformer",
  rest: "createRestTransformer",
};

/** The handlers that the transformer has. */
export function checkTransformer(source: string, kind: TransformerKind, timeoutMs: number): HandlerName[] {
  const context = new TransformerContext(
    preludeScript(),
    transformerScript(source),
    { send() {}, now: Date.now, readStorage: () => undefined, writeStorage() {}, storageKeys: () => "[]" },
    timeoutMs,
  );
  const [called, ...more] = descriptionSchema.parse(JSON.parse(context.describe()));
  if (called === undefined) {
    throw new Error(`The transformer does not call ${CONSTRUCTORS[kind]}.`);
  }
  if (more.length > 0) {
    throw new Error("The transformer calls more than one constructor.");
  }
  if (called.kind !== kind) {
    throw new Error(
      `The transformer calls ${CONSTRUCTORS[called.kind]}; a ${kind} Endpoint needs ${CONSTRUCTORS[kind]}.`,
    );
  }
  const unknown = called.handlers.find((name) => !HANDLER_NAMES.some((known) => known === name));
  if (unknown !== undefined) {
    throw new Error(`The transformer has a handler "${unknown}", which does not exist.`);
  }
  return HANDLER_NAMES.filter((name) => called.handlers.includes(name));
}

/** Runs one handler once: hands it what it asks for, and ends it when its time is up. */
import type { FromContext, HandlerArgument, HandlerName, ToContext } from "./bridge";
import type { HandlerAnswer, HandlerEnvironment, HandlerOutcome } from "./HandlerEnvironment";
import { HttpFailure } from "./HttpFailure";
import type { TransformerHost } from "./TransformerHost";

interface HandlerCall {
  handler: HandlerName;
  argument: HandlerArgument;
  respond: ((answer: HandlerAnswer) => void) | undefined;
}

export function runHandler(
  host: TransformerHost,
  context: number,
  { limits, log, request }: HandlerEnvironment,
  { handler, argument, respond }: HandlerCall,
): Promise<HandlerOutcome> {
  return new Promise((resolve) => {
    const deadline = performance.now() + limits.handlerMs;
    const remainingMs = () => deadline - performance.now();
    const aborter = new AbortController();
    let requests = 0;
    let ended = false;

    const end = (outcome: HandlerOutcome) => {
      if (ended) {
        return;
      }
      ended = true;
      clearTimeout(timer);
      // A request that the handler did not wait for still goes out; one of a killed handler is cut off.
      if (outcome.kind === "killed") {
        aborter.abort();
      }
      resolve(outcome);
    };
    const kill = () =>
      end({ kind: "killed", message: `${handler} ran longer than ${limits.handlerMs} ms and was stopped.` });
    const timer = setTimeout(kill, limits.handlerMs);

    const enter = (message: ToContext) => {
      if (!ended) {
        host.enter(context, message, remainingMs());
      }
    };
    const startRequest = async (id: number, options: unknown) => {
      requests += 1;
      try {
        if (requests > limits.httpRequests) {
          throw new HttpFailure(`The limit of HTTP requests per execution is ${limits.httpRequests}.`);
        }
        const value = await request(options, { handler, timeoutMs: remainingMs(), signal: aborter.signal });
        enter({ kind: "answer", id, value });
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        enter({ kind: "answer", id, failure: { message, members: error instanceof HttpFailure ? error.members : {} } });
      }
    };
    const onMessage = (message: FromContext) => {
      if (message.kind === "log") {
        return log(message.level, message.message);
      }
      if (ended) {
        return;
      }
      switch (message.kind) {
        case "openStorage":
          return enter({ kind: "answer", id: message.id });
        case "http":
          void startRequest(message.id, message.options);
          return;
        case "respond":
          respond?.(message);
          return;
        case "returned":
          return end("value" in message ? { kind: "returned", value: message.value } : { kind: "returned" });
        case "thrown":
          return end({ kind: "thrown", message: message.message });
      }
    };
    const onFault = ({ timedOut, message }: { timedOut: boolean; message: string }) =>
      timedOut ? kill() : end({ kind: "killed", message });

    host.listen(context, { onMessage, onFault });
    enter({ kind: "call", handler, argument, withResponse: respond !== undefined });
  });
}

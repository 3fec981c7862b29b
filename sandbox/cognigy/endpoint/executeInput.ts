/** Runs the Flow of an Endpoint for one message, in the session that the message names. */

import { isObject } from "../extensionModule";
import type { CompiledFlow } from "../flow/compileFlow";
import { createInput } from "../flow/createInput";
import type { FlowExecution, FlowOutput } from "../flow/FlowExecution";
import { runFlow } from "../flow/runFlow";
import { jsonCopy } from "../jsonCopy";
import type { Platform } from "../Platform";
import { takeLastTurns } from "../readTranscript";
import { type EndpointDefinition, endpointTypeOf } from "./EndpointDefinition";
import type { InboundMessage } from "./InboundMessage";
import { sanitize } from "./sanitize";
import { scheduleOutputs } from "./scheduleOutputs";

interface FlowEndpoint {
  name: string;
  URLToken: string;
  definition: EndpointDefinition;
  flow: CompiledFlow;
}

/** Resolves when the Flow has ended and its outputs are handled. */
export async function executeInput(
  platform: Platform,
  { name, URLToken, definition, flow }: FlowEndpoint,
  { userId, sessionId, channel, ...said }: InboundMessage,
  handleOutput: (output: FlowOutput, traceId: string) => Promise<void>,
): Promise<FlowExecution> {
  const { text, data } = platform.sanitizesInput ? sanitize(said) : said;
  const session = platform.session(userId, sessionId, flow.flow.defaultContext);
  session.executions += 1;
  const endpointType = endpointTypeOf(definition);
  const input = createInput({
    text,
    data,
    userId,
    sessionId,
    URLToken,
    endpointType,
    channel: channel ?? endpointType,
    flowName: flow.flow.name ?? "Flow",
    language: flow.flow.language ?? "en-US",
    execution: session.executions,
    nowMs: platform.now(),
  });
  if (text) {
    session.transcript = takeLastTurns([...session.transcript, { source: "user", text }]);
  }

  const execution: FlowExecution = {
    endpoint: name,
    userId,
    sessionId,
    inputId: String(input.inputId),
    startedAt: platform.now(),
    inputAtStart: jsonCopy(input),
    input: jsonCopy(input),
    // Two inputs of one session may run at the same time: each starts with a copy, and the last to end wins.
    context: jsonCopy(session.context),
    steps: [],
    outputs: [],
  };
  platform.executions.push(execution);
  platform.changed();

  const traceId = String(input.traceId);
  const outputs = scheduleOutputs<FlowOutput>(platform.outputOrder, (output) => handleOutput(output, traceId));
  const persistContext = (context: Record<string, unknown>) => {
    session.context = jsonCopy(context);
  };
  try {
    await runFlow(flow, execution, {
      profile: () => platform.profile(userId, definition.profile?.(userId) ?? {}),
      updateProfile: (values) => platform.updateProfile(userId, values),
      nodeOutputs: platform.nodeOutputs,
      runExtensionNode: (run) => platform.runNode(run, session),
      output: (output) => {
        if (output.text || isRich(output.data)) {
          const data = isRich(output.data) ? { data: jsonCopy(output.data) } : {};
          session.transcript.push({ source: "bot", text: output.text ?? "", ...data });
        }
        outputs.add(output);
      },
      log: (level, message) => platform.log(name, "flow", level, message),
      persistContext,
      changed: platform.changed,
    });
  } catch (error) {
    execution.ended = "error";
    platform.log(name, "flow", "error", error instanceof Error ? error.message : String(error));
  }
  execution.endedAt = platform.now();
  persistContext(execution.context);
  platform.changed();
  await outputs.finish();
  return execution;
}

/** Has quick replies, cards, pictures. */
function isRich(data: unknown): boolean {
  return isObject(data) && data._cognigy !== undefined;
}

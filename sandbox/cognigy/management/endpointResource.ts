/** An Endpoint as a resource of the REST API: how it is listed and read, and what a PATCH changes in it. */
import * as z from "zod";
import { isSwitchedOn } from "../endpoint/EndpointDefinition";
import type { EndpointService } from "../endpoint/EndpointService";
import { endpointView } from "../endpoint/endpointView";
import type { HandlerName } from "../transformer/bridge";
import { ManagementRefusal } from "./ManagementRefusal";

const transformerSchema = z.object({
  transformer: z.string(),
  abortOnError: z.boolean().default(false),
  inputTransformerEnabled: z.boolean().default(false),
  outputTransformerEnabled: z.boolean().default(false),
  notifyTransformerEnabled: z.boolean().default(false),
  injectTransformerEnabled: z.boolean().default(false),
  finalPingTransformerEnabled: z.boolean().default(false),
});

/** The one member that can be changed here. The URL token is the platform's; the rest belongs to other people's tests. */
const patchSchema = z.strictObject({ transformer: transformerSchema });

export function readEndpoint({ definition, URLToken }: EndpointService) {
  const { transformer, abortOnError = false } = definition;
  // Without a transformer the stand-in's toggles say nothing; on the platform they are off until somebody uses them.
  const uses = (handler: HandlerName) => transformer !== undefined && isSwitchedOn(definition, handler);
  return {
    ...endpointView(definition, URLToken),
    handoverSettings: { provider: "none" },
    transformer: {
      abortOnError,
      transformer: transformer ?? "",
      transpiledTransformer: transformer ?? "",
      inputTransformerEnabled: uses("handleInput"),
      outputTransformerEnabled: uses("handleOutput"),
      finalPingTransformerEnabled: uses("handleExecutionFinished"),
      notifyTransformerEnabled: uses("handleNotify"),
      injectTransformerEnabled: uses("handleInject"),
    },
  };
}

export function listEndpoint(endpoint: EndpointService) {
  const { _id, channel, URLToken, name, flowId, createdAt, lastChanged } = endpointView(
    endpoint.definition,
    endpoint.URLToken,
  );
  return { _id: String(_id), channel, URLToken, name, flowId, createdAt, lastChanged };
}

/** The member `transformer` is replaced as a whole: what a PATCH leaves out of it is gone. */
export function patchEndpoint(endpoint: EndpointService, body: unknown): void {
  const parsed = patchSchema.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ManagementRefusal(400, `${issue?.path.join(".") || "body"}: ${issue?.message}`);
  }
  const { transformer } = parsed.data;
  try {
    endpoint.replaceTransformer({
      transformer: transformer.transformer || undefined,
      abortOnError: transformer.abortOnError,
      toggles: {
        input: transformer.inputTransformerEnabled,
        output: transformer.outputTransformerEnabled,
        notify: transformer.notifyTransformerEnabled,
        inject: transformer.injectTransformerEnabled,
        executionFinished: transformer.finalPingTransformerEnabled,
      },
    });
  } catch (error) {
    throw new ManagementRefusal(400, error instanceof Error ? error.message : String(error));
  }
}

/** An Endpoint as a resource of the REST API: how it is listed and read, and what a PATCH changes in it. */
import * as z from "zod";
import { isSwitchedOn, isWebchat } from "../endpoint/EndpointDefinition";
import type { EndpointService } from "../endpoint/EndpointService";
import { endpointView } from "../endpoint/endpointView";
import type { HandlerName } from "../transformer/bridge";
import { ManagementRefusal } from "./ManagementRefusal";
import { parseBody } from "./parseBody";

const transformerSchema = z.object({
  transformer: z.string(),
  abortOnError: z.boolean().default(false),
  inputTransformerEnabled: z.boolean().default(false),
  outputTransformerEnabled: z.boolean().default(false),
  notifyTransformerEnabled: z.boolean().default(false),
  injectTransformerEnabled: z.boolean().default(false),
  finalPingTransformerEnabled: z.boolean().default(false),
});

const group = z.record(z.string(), z.unknown());
const webchatSchema = z.looseObject({
  layout: group,
  behavior: group,
  startBehavior: group,
  homeScreen: group,
  chatOptions: group,
  demoWebchat: group,
});
/** Newer versions have further members. */
const webhookSchema = z.looseObject({
  webhookUrl: z.url(),
  basicAuthUser: z.string(),
  basicAuthPassword: z.string(),
});

/** The URL token is the platform's, and what nobody changes through the API is left out. */
const patchSchema = z.strictObject({
  transformer: transformerSchema.optional(),
  settings: z.unknown().optional(),
  name: z.string().min(1).optional(),
  active: z.boolean().optional(),
});

/** A PATCH of settings replaces them as a whole. */
export function settingsOf({ definition, URLToken }: EndpointService): Readonly<Record<string, unknown>> {
  return group.parse(endpointView(definition, URLToken).settings);
}

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

/** Members are replaced as a whole: what a PATCH leaves out of one is gone. */
export function patchEndpoint(endpoint: EndpointService, body: unknown): void {
  const { transformer, settings, name, active } = parseBody(patchSchema, body);
  if (settings !== undefined) {
    replaceSettings(endpoint, settings);
  }
  if (name !== undefined || active !== undefined) {
    const { members } = endpoint.definition;
    endpoint.reconfigure({
      ...(name !== undefined && { name }),
      ...(active !== undefined && { members: { ...members, active } }),
    });
  }
  if (transformer !== undefined) {
    replaceTransformer(endpoint, transformer);
  }
}

function replaceSettings(endpoint: EndpointService, given: unknown): void {
  if (isWebchat(endpoint.definition)) {
    endpoint.reconfigure({ settings: parseBody(webchatSchema, given) });
    return;
  }
  const settings = parseBody(webhookSchema, given);
  endpoint.reconfigure({ settings, webhookUrl: settings.webhookUrl });
}

function replaceTransformer(endpoint: EndpointService, transformer: z.output<typeof transformerSchema>): void {
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

/**
 * What transformers see on this Cognigy.AI: asked by a temporary Endpoint of our own, which is deleted at once. It sends
 * one request without a token to an address of Engage that doesn't exist, as an error shows which library is at work.
 */
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { parseApiUrl } from "../../src/engage/engageUrls";
import { NeedsPerson } from "../checklists/Checklist";
import { toEndpointBase } from "../cognigy/hosts";
import { ManagementError } from "../cognigy/ManagementError";
import type { ManagementApi } from "../cognigy/managementApi";
import { PACE } from "../cognigy/waitForTask";
import type { CommandContext } from "../command";
import { createEndpoint } from "../install/createEndpoint";
import { findFlow } from "../install/findFlow";
import { marked } from "../install/marker";
import { openSite } from "../install/openSite";
import type { Settings } from "../settings";
import type { Observations } from "./Observations";

const NAME = marked("rehearsal");
/** A new transformer may take a moment. */
const TRIES = 4;
const PAUSE_MS = 500;
const REQUEST_MS = 8_000;

const answerSchema = z.object({ rawBody: z.boolean(), library: z.enum(["axios", "request", "unknown"]) });

export function canProbe(settings: Settings): boolean {
  return (["cognigyApiUrl", "cognigyApiKey", "cognigyProjectId"] as const).every(
    (key) => settings.get(key) !== undefined,
  );
}

/** Gives nothing: what it sees is noted, and where it can't be seen that is said. */
export async function probeTransformers(context: CommandContext, observations: Observations): Promise<void> {
  const { settings, report } = context;
  const skip = (why: string) =>
    report.finding({ level: "skip", code: "transformers_unseen", message: `What transformers see: ${why}` });
  try {
    if (!(await probe(context, observations))) {
      skip("the temporary Endpoint gave no answer");
    }
  } catch (error) {
    if (!(error instanceof ManagementError || error instanceof NeedsPerson)) {
      throw error;
    }
    skip(`Cognigy.AI lets no Endpoint be created in Project ${settings.get("cognigyProjectId")}`);
  }
}

/** Whether an answer came. */
async function probe(context: CommandContext, observations: Observations): Promise<boolean> {
  const { settings } = context;
  const api = openSite.api(settings, PACE);
  const site = await openSite(context, api, PACE);
  const flow = (await findFlow(site, "hub")) ?? (await api.listFlows(site.project._id))[0];
  const base = settings.get("cognigyEndpointUrl") ?? toEndpointBase(settings.get("cognigyApiUrl") ?? "");
  if (flow === undefined || base === undefined) {
    return false;
  }
  // One that was killed could not delete its own.
  await removeTemporary(context, api, site.project._id);
  try {
    const endpoint = await createEndpoint(site, { name: NAME, channel: "webhook", flow });
    await api.updateTransformer(endpoint._id, {
      transformer: toCode(`${parseApiUrl(settings.get("engageApiUrl") ?? "")}/rehearsal-of-nothing`),
      abortOnError: true,
      inputTransformerEnabled: true,
      outputTransformerEnabled: false,
      notifyTransformerEnabled: false,
      injectTransformerEnabled: false,
      finalPingTransformerEnabled: false,
    });
    const seen = await ask(`${base.replace(/\/+$/, "")}/${endpoint.URLToken}`);
    if (seen !== undefined) {
      observations.note(
        "rawBody",
        [seen.rawBody ? "present" : "absent"],
        `\`request.rawBody\` is ${seen.rawBody ? "there" : "not there"} in a Webhook Endpoint`,
      );
      if (seen.library !== "unknown") {
        observations.note("httpLibrary", [seen.library], "the error of a refused `httpRequest` has its members");
      }
    }
    return seen !== undefined;
  } finally {
    await removeTemporary(context, api, site.project._id);
  }
}

/** By its name, as the answer to its creation may have been lost. */
async function removeTemporary({ report }: CommandContext, api: ManagementApi, projectId: string): Promise<void> {
  try {
    for (const { _id } of (await api.listEndpoints(projectId)).filter(({ name }) => name === NAME)) {
      await api.remove("endpoints", _id);
    }
  } catch (error) {
    if (!(error instanceof ManagementError)) {
      throw error;
    }
    report.finding({
      level: "fail",
      code: "endpoint_left",
      message: `The temporary Endpoint "${NAME}" could not be deleted (${error.code}).`,
      fix: "Delete it in Cognigy.AI under Deploy > Endpoints.",
    });
  }
}

async function ask(url: string): Promise<z.output<typeof answerSchema> | undefined> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const body = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ userId: "rehearsal", sessionId: "rehearsal", text: "" }),
      signal: AbortSignal.timeout(REQUEST_MS),
    })
      .then((answer) => answer.json())
      .catch(() => undefined);
    const parsed = answerSchema.safeParse(body);
    if (parsed.success) {
      return parsed.data;
    }
    await sleep(PAUSE_MS * attempt);
  }
  return undefined;
}

/** Answers by itself, and runs no Flow. */
function toCode(url: string): string {
  return `// @ts-nocheck
createWebhookTransformer({
  handleInput: async ({ request, response }) => {
    let library = "unknown";
    try {
      await httpRequest({ uri: ${JSON.stringify(url)}, method: "GET", headers: {} });
    } catch (error) {
      const text = String(error && error.message);
      if ((error && error.isAxiosError) || /status code \\d/.test(text)) {
        library = "axios";
      } else if ((error && (error.statusCode || error.name === "StatusCodeError")) || /^\\d{3} - /.test(text)) {
        library = "request";
      }
    }
    response.status(200);
    response.set("Content-Type", "application/json");
    response.send(JSON.stringify({ rawBody: request.rawBody !== undefined, library }));
    return null;
  },
});
`;
}

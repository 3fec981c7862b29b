/**
 * Creates an Endpoint. Which body Cognigy.AI takes, and by which ids it knows Flow and locale, is not documented for all
 * types: the forms are tried in the order in which they are likely, each is read back, and then a person creates it.
 */

import { NeedsPerson } from "../checklists/Checklist";
import { endpointChecklist } from "../checklists/endpointChecklist";
import { isRefusedForm } from "../cognigy/ManagementError";
import type { Locale, RemoteEndpoint, RemoteFlow } from "../cognigy/shapes";
import type { Site } from "./Site";

export interface EndpointWish {
  name: string;
  channel: "webhook" | "webchat3";
  flow: RemoteFlow;
}

type FlowIds = Pick<RemoteFlow, "_id" | "referenceId">;

export async function createEndpoint(site: Site, wish: EndpointWish): Promise<RemoteEndpoint> {
  const { api } = site;
  for (const body of formsOf(site, wish)) {
    const created = await api.createEndpoint(body).catch((error: unknown) => {
      if (isRefusedForm(error)) {
        return undefined;
      }
      throw error;
    });
    if (created === undefined) {
      continue;
    }
    const endpoint = await api.readEndpoint(created._id);
    if (usesFlow(endpoint, wish.flow)) {
      return endpoint;
    }
    // It took an id that it didn't understand.
    await api.remove("endpoints", created._id);
  }
  throw new NeedsPerson(endpointChecklist(wish.name, wish.channel, wish.flow.name));
}

/** A system that doesn't tell the Flow is believed. */
export function usesFlow({ flowId, flowReferenceId }: RemoteEndpoint, flow: FlowIds): boolean {
  const told = [flowId, flowReferenceId].filter((id) => id !== undefined && id !== null);
  return told.length === 0 || told.some((id) => id === flow.referenceId || id === flow._id);
}

/** What may name a Flow in the body of an Endpoint, the likeliest first. */
export function flowFormsOf({ _id, referenceId }: FlowIds): { flowId?: string; flowReferenceId?: string }[] {
  return [{ flowId: referenceId }, { flowId: _id }, { flowReferenceId: referenceId }];
}

function formsOf({ project, locales }: Site, { name, channel, flow }: EndpointWish): object[] {
  const fewest = { projectId: project._id, channel, name };
  const full = { ...fewest, entrypoint: project._id, targetType: "flow", agentId: "" };
  const flows = flowFormsOf(flow);
  const localized = localeFormsOf(locales[0]);
  return [
    ...flows.flatMap((reference) => localized.map((locale) => ({ ...full, ...reference, ...locale }))),
    ...flows.flatMap((reference) => [...localized, {}].map((locale) => ({ ...fewest, ...reference, ...locale }))),
  ];
}

function localeFormsOf(locale: Locale | undefined): { localeId?: string }[] {
  return locale === undefined ? [{}] : [{ localeId: locale.referenceId }, { localeId: locale._id }];
}

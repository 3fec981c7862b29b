/** Endpoints as the REST API creates, changes and deletes them. Those that a test added itself are in the first Project. */
import * as z from "zod";
import type { EndpointDefinition } from "../endpoint/EndpointDefinition";
import { EndpointService } from "../endpoint/EndpointService";
import { endpointView } from "../endpoint/endpointView";
import type { Platform } from "../Platform";
import { patchEndpoint } from "./endpointResource";
import type { FlowStore, StoredFlow } from "./FlowStore";
import type { StoredLocale } from "./LocaleStore";
import type { ManagementReadings } from "./ManagementReadings";
import { ManagementRefusal } from "./ManagementRefusal";
import { parseBody } from "./parseBody";

const TYPES: Readonly<Record<string, EndpointDefinition["type"]>> = {
  webhook: "webhook",
  rest: "rest",
  webchat2: "socket",
  webchat3: "socket",
  socket: "socket",
};
const fewest = { projectId: z.string(), channel: z.string(), name: z.string().min(1) };
const references = {
  flowId: z.string().optional(),
  flowReferenceId: z.string().optional(),
  localeId: z.string().optional(),
};
const others = { entrypoint: z.string(), targetType: z.literal("flow"), agentId: z.string() };
const patchSchema = z.looseObject({ flowId: references.flowId, flowReferenceId: references.flowReferenceId });

export class EndpointStore {
  private readonly projectIds = new Map<EndpointService, string>();
  private readonly flowsOf = new Map<EndpointService, StoredFlow>();

  constructor(
    private readonly platform: Platform,
    private readonly endpoints: EndpointService[],
    private readonly flows: FlowStore,
    private readonly locales: () => readonly StoredLocale[],
    private readonly readings: ManagementReadings,
    private readonly firstProjectId: string,
    private readonly toNodes: (flow: StoredFlow) => EndpointDefinition["flow"],
  ) {}

  inProject(projectId: string): EndpointService[] {
    return this.endpoints.filter((endpoint) => (this.projectIds.get(endpoint) ?? this.firstProjectId) === projectId);
  }

  find(id: string | undefined): EndpointService {
    const found = this.endpoints.find(({ definition, URLToken }) => endpointView(definition, URLToken)._id === id);
    if (found === undefined) {
      throw new ManagementRefusal(404, `The Endpoint "${id ?? ""}" was not found.`);
    }
    return found;
  }

  create(body: unknown): EndpointService {
    const { endpointBody } = this.readings;
    if (endpointBody === "refused") {
      throw new ManagementRefusal(400, "Invalid field: channel");
    }
    const schema =
      endpointBody === "full"
        ? z.strictObject({ ...fewest, ...references, ...others })
        : z.strictObject({ ...fewest, ...references });
    const given = parseBody(schema, body);
    if (given.localeId !== undefined) {
      this.checkLocale(given.localeId);
    }
    const { projectId, name, channel } = given;
    return this.add({ projectId, name, channel, flow: this.findFlow(given) });
  }

  add(given: { projectId: string; name: string; channel: string; flow: StoredFlow }): EndpointService {
    const { projectId, name, channel, flow } = given;
    const type = TYPES[channel];
    if (type === undefined) {
      throw new ManagementRefusal(400, "Invalid field: channel");
    }
    const endpoint = new EndpointService(this.platform, {
      name,
      type,
      endpointType: channel,
      flow: this.toNodes(flow),
      members: {
        flowId: this.idOf(flow),
        entrypoint: projectId,
        localeId: this.locales()[0]?.referenceId,
        targetType: "flow",
      },
    });
    this.endpoints.push(endpoint);
    this.projectIds.set(endpoint, projectId);
    this.flowsOf.set(endpoint, flow);
    return endpoint;
  }

  patch(endpoint: EndpointService, body: unknown): void {
    const { flowId, flowReferenceId, ...rest } = parseBody(patchSchema, body);
    if (flowId !== undefined || flowReferenceId !== undefined) {
      this.chooseFlow(endpoint, this.findFlow({ flowId, flowReferenceId }));
    }
    if (Object.keys(rest).length > 0) {
      patchEndpoint(endpoint, rest);
    }
  }

  chooseFlow(endpoint: EndpointService, flow: StoredFlow): void {
    this.flowsOf.set(endpoint, flow);
    endpoint.reconfigure({ members: { ...endpoint.definition.members, flowId: this.idOf(flow) } });
    endpoint.replaceFlow(this.toNodes(flow));
  }

  remove(endpoint: EndpointService): void {
    this.endpoints.splice(this.endpoints.indexOf(endpoint), 1);
    endpoint.dropSockets();
  }

  /** What it gives: every Endpoint that there is now has its Flow again, as that is then. */
  keep(): () => void {
    const kept = [...this.flowsOf];
    return () => {
      this.flowsOf.clear();
      for (const [endpoint, flow] of kept) {
        this.flowsOf.set(endpoint, flow);
      }
      this.refresh();
    };
  }

  /** A Flow or Connection is different: what runs is laid out again. */
  refresh(): void {
    for (const [endpoint, flow] of this.flowsOf) {
      endpoint.replaceFlow(this.toNodes(flow));
    }
  }

  private idOf(flow: StoredFlow): string {
    return this.readings.endpointFlow === "_id" ? flow._id : flow.referenceId;
  }

  private findFlow(given: { flowId?: string | undefined; flowReferenceId?: string | undefined }): StoredFlow {
    const { endpointFlow } = this.readings;
    const isReference = endpointFlow === "flowReferenceId";
    const value = isReference ? given.flowReferenceId : given.flowId;
    if (endpointFlow === "referenceId" && value !== undefined && !value.includes("-")) {
      throw new ManagementRefusal(400, "Invalid field: flowId should be of format 'uuid'");
    }
    const found = this.flows.flows.find((flow) => flow[isReference ? "referenceId" : endpointFlow] === value);
    if (found === undefined) {
      throw new ManagementRefusal(404, "Resource not found");
    }
    return found;
  }

  private checkLocale(localeId: string): void {
    if (!this.locales().some((locale) => locale[this.readings.endpointLocale] === localeId)) {
      throw new ManagementRefusal(400, "Invalid field: localeId");
    }
  }
}

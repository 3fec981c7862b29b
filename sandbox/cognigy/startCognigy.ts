/** Starts a stand-in of Cognigy.AI on loopback: Endpoints with transformers and Flows with nodes of an Extension. */
import type { CognigyOptions } from "./CognigyOptions";
import type { Endpoint } from "./endpoint/Endpoint";
import type { EndpointDefinition } from "./endpoint/EndpointDefinition";
import type { EndpointDelivery } from "./endpoint/EndpointDelivery";
import { EndpointService } from "./endpoint/EndpointService";
import { startEndpointServer } from "./endpoint/startEndpointServer";
import type { FlowExecution } from "./flow/FlowExecution";
import type { ManagementStandIn } from "./management/ManagementOptions";
import { startManagement } from "./management/startManagement";
import { type Bounds, type LogEntry, Platform } from "./Platform";
import type { OutgoingCall } from "./transformer/OutgoingCall";

export type { CognigyOptions } from "./CognigyOptions";
export type { Endpoint } from "./endpoint/Endpoint";
export type { EndpointDefinition } from "./endpoint/EndpointDefinition";
export type { EndpointDelivery } from "./endpoint/EndpointDelivery";
export type { SocketClient } from "./endpoint/SocketClient";
export type { Condition, Flow, FlowNode } from "./flow/Flow";
export type { FlowExecution, FlowStepRecord } from "./flow/FlowExecution";
export type { LogEntry } from "./Platform";
export type { OutgoingCall } from "./transformer/OutgoingCall";

export interface CognigyStandIn {
  readonly url: string;
  /** Refuses a transformer or Flow that cannot work, with the reason. */
  addEndpoint(endpoint: EndpointDefinition): Endpoint;
  readonly endpoints: readonly Endpoint[];
  readonly executions: readonly FlowExecution[];
  /** Notify and inject calls to Endpoints. */
  readonly deliveries: readonly EndpointDelivery[];
  readonly logs: readonly LogEntry[];
  /** HTTP requests of transformers, and of Webhook Endpoints to their URL. */
  readonly calls: readonly OutgoingCall[];
  /** The REST API, where it was asked for. */
  readonly management: ManagementStandIn | undefined;
  /** Resolves when nothing runs: no handler, no Flow, no outgoing call. */
  idle(): Promise<void>;
  /** Keeps the latest records and sessions. Tells how many executions went. */
  forgetOldest(keep: Bounds): { executions: number };
  /** As after a restart of the platform: nobody waits for what ran before. */
  forgetRuns(): void;
  /** What it gives brings Endpoints and Projects back to how they are now, and forgets runs. Readings and replaced Flows stay. */
  keep(): () => void;
  /** Forgets sessions, storage and records; keeps the Endpoints. */
  reset(): void;
  /** Waits for what runs. The Extension stays loaded. */
  close(): Promise<void>;
}

export async function startCognigy(options: CognigyOptions = {}): Promise<CognigyStandIn> {
  const platform = new Platform(options);
  const endpoints: EndpointService[] = [];
  const find = (URLToken: string) => endpoints.find((endpoint) => endpoint.URLToken === URLToken);
  const server = await startEndpointServer(platform, find, options.port ?? 0);
  platform.url = `http://127.0.0.1:${server.port}`;
  platform.http.port = server.port;
  const management = options.management
    ? await startManagement(platform, endpoints, options.management === true ? {} : options.management)
    : undefined;
  const reset = () => {
    platform.reset();
    for (const endpoint of endpoints) {
      endpoint.reset();
    }
  };
  return {
    url: platform.url,
    addEndpoint(definition) {
      const endpoint = new EndpointService(platform, definition);
      if (find(endpoint.URLToken)) {
        throw new Error(`There is an Endpoint with the URL token "${endpoint.URLToken}".`);
      }
      endpoints.push(endpoint);
      return endpoint;
    },
    endpoints,
    executions: platform.executions,
    deliveries: platform.deliveries,
    logs: platform.logs,
    calls: platform.http.calls,
    management: management?.standIn,
    idle: () => platform.pending.idle(),
    forgetOldest(keep) {
      for (const endpoint of endpoints) {
        endpoint.forgetOldest(keep);
      }
      return platform.forgetOldest(keep);
    },
    forgetRuns() {
      for (const endpoint of endpoints) {
        endpoint.forgetRuns();
      }
    },
    keep() {
      const kept = endpoints.map((endpoint) => ({ endpoint, definition: endpoint.definition }));
      const restoreProjects = management?.standIn.keep();
      return () => {
        for (const endpoint of endpoints.splice(0)) {
          endpoint.dropSockets();
        }
        for (const { endpoint, definition } of kept) {
          endpoints.push(endpoint);
          if (endpoint.definition !== definition) {
            endpoint.redefine(definition);
          }
        }
        restoreProjects?.();
        reset();
      };
    },
    reset,
    async close() {
      for (const endpoint of endpoints) {
        endpoint.dropSockets();
      }
      await server.close();
      await platform.pending.idle();
      await Promise.all(endpoints.map((endpoint) => endpoint.transformer.close()));
      await management?.close();
      platform.http.close();
    },
  };
}

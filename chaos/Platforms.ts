/** Both platforms, connected: what a simulation acts on, whether its time is virtual or real. */
import { connectPlatforms } from "../sandbox/app/connectPlatforms";
import type { readBundle } from "../sandbox/app/readBundle";
import type { LoadedExtension } from "../sandbox/cognigy/loadExtension";
import { type CognigyStandIn, type Endpoint, startCognigy } from "../sandbox/cognigy/startCognigy";
import { type EngageStandIn, startEngage } from "../sandbox/engage/startEngage";
import { toStandInOptions } from "../sandbox/readings";
import { CANCEL_PHRASE, createFlows } from "./flows";
import type { Observer } from "./Observer";

export const SECRETS = {
  webhookSecret: "webhook-secret-of-chaos",
  verificationToken: "verification-token-of-chaos",
  baseUriKey: "base-uri-key-of-chaos",
};

export interface Platforms {
  engage: EngageStandIn;
  cognigy: CognigyStandIn;
  hub: Endpoint;
  webchat: Endpoint;
}

/** Where the platforms live differs between virtual and real time. */
export interface PlatformsSetup {
  extension: LoadedExtension;
  /** Starts a platform on behalf of its party. */
  as<Value>(party: "cognigy" | "engage", start: () => Promise<Value>): Promise<Value>;
  isVirtual: boolean;
  /** Addresses under which the platforms know each other. */
  inFront?: (platforms: {
    engage: EngageStandIn;
    cognigy: CognigyStandIn;
  }) => Promise<{ engageUrl: string; cognigyUrl: string }>;
  retryTimeScale?: number;
  /** Default: the transformers as built. */
  readBundle?: typeof readBundle;
}

export async function startPlatforms(observer: Observer, setup: PlatformsSetup): Promise<Platforms> {
  const { conditions, seed, readings } = observer.plan;
  const chosen = toStandInOptions(readings);
  const { sdkConduct, webhookConduct, ...engageOptions } = chosen.engage ?? {};
  const engage = await setup.as("engage", () =>
    startEngage({
      ...engageOptions,
      requestsPerMinute: conditions.requestsPerMinute,
      ...(conditions.retryAfterSeconds !== undefined && { retryAfter: String(conditions.retryAfterSeconds) }),
      // Otherwise a webhook with ten failures is switched off, and nothing is left to look at.
      webhookFailureLimit: Number.POSITIVE_INFINITY,
      ...(setup.retryTimeScale === undefined ? {} : { retryTimeScale: setup.retryTimeScale }),
      ...(sdkConduct && { sdkConduct }),
      webhookConduct: {
        batchSize: conditions.webhookBatch,
        batchWindowMs: conditions.webhookBatch > 1 || conditions.webhookReorder ? 50 : 0,
        reorder: conditions.webhookReorder || (webhookConduct?.reorder ?? false),
        concurrency: conditions.webhookConcurrency,
        seed: [...seed].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) >>> 0,
      },
    }),
  );
  for (const channel of engage.domain.channels.values()) {
    channel.soft_capability = 500;
    channel.hard_capability = 1_000;
  }
  const cognigy = await setup.as("cognigy", () =>
    startCognigy({
      ...chosen.cognigy,
      extension: setup.extension,
      transformerLimits: { callsPerContext: 50 },
      ...(setup.isVirtual && { runNodesInProcess: true, transformerPauseMs: (call) => observer.pauseOf(call) }),
    }),
  );
  observer.watch(engage);
  const front = await setup.inFront?.({ engage, cognigy });
  const { hub, webchat } = await setup.as("engage", async () =>
    connectPlatforms(
      front ? moveEngage(engage, front.engageUrl) : engage,
      front ? moveCognigy(cognigy, front.cognigyUrl) : cognigy,
      {
        secrets: SECRETS,
        flows: createFlows,
        hubConfig: {
          sendQueueEvent: conditions.sendEvents,
          sendActiveEvent: conditions.sendEvents,
          ...chosen.hubConfig,
        },
        ...(chosen.hub && { hub: chosen.hub }),
        relayConfig: { cancelPhrases: [CANCEL_PHRASE] },
        ...(setup.readBundle && { readBundle: setup.readBundle }),
      },
    ),
  );
  return { engage, cognigy, hub, webchat };
}

/** After a bad answer to `implementation.info` Engage calls the source no more, until a poll is answered well. */
export function pollIfStopped({ engage }: Platforms): void {
  const { id, status } = engage.seed.sources.sdk;
  if (status === "error") {
    engage.sdk.poll(id);
  }
}

/** The same stand-in under the address of a link in front of it. */
function moveEngage(engage: EngageStandIn, url: string): EngageStandIn {
  const moved = (address: string) => address.replace(engage.url, url);
  return Object.create(engage, {
    apiUrl: { value: moved(engage.apiUrl) },
    realtimeUrl: { value: moved(engage.realtimeUrl) },
  }) as EngageStandIn;
}

function moveCognigy(cognigy: CognigyStandIn, url: string): CognigyStandIn {
  return Object.create(cognigy, {
    url: { value: url },
    addEndpoint: {
      value: (definition: Parameters<CognigyStandIn["addEndpoint"]>[0]) => {
        const endpoint = cognigy.addEndpoint(definition);
        return Object.create(endpoint, { url: { value: `${url}/${endpoint.URLToken}` } }) as Endpoint;
      },
    },
  }) as CognigyStandIn;
}

/** Both stand-ins, connected, with HTTP APIs only: no page. */

import { setTimeout } from "node:timers/promises";
import { addReturnsTeam } from "../app/addReturnsTeam";
import { Clock } from "../app/Clock";
import { Customers, visitorProfile } from "../app/Customers";
import { carryOutCommand } from "../app/carryOutCommand";
import { connectPlatforms } from "../app/connectPlatforms";
import { FaultSwitch } from "../app/FaultSwitch";
import { FlowFile } from "../app/flow/FlowFile";
import { RecordKeeper } from "../app/RecordKeeper";
import { readBundle } from "../app/readBundle";
import { type HubSecrets, registerHub } from "../app/registerHub";
import { settlePlatforms } from "../app/settlePlatforms";
import { startEngageLife } from "../app/startEngageLife";
import { Typing } from "../app/Typing";
import type { TransformerSettings } from "../app/transformerSettings";
import { Uploads } from "../app/Uploads";
import { loadExtension } from "../cognigy/loadExtension";
import { type CognigyStandIn, type Endpoint, type Flow, startCognigy } from "../cognigy/startCognigy";
import { type EngageStandIn, startEngage } from "../engage/startEngage";
import { createRehearsalCustomer } from "./rehearsalCustomer";
import { startControl } from "./startControl";

export interface HeadlessPorts {
  engage: number;
  cognigy: number;
  /** Of Cognigy's REST API. */
  management: number;
  control: number;
}

export interface HeadlessOptions {
  tarball: string;
  flowPath: string;
  /** Of hub and relay. */
  settings: TransformerSettings;
  ports: HeadlessPorts;
  /** After the Flow file was read again: why it cannot be used, if so. */
  onFlow(error: string | undefined): void;
}

export interface Headless {
  engage: EngageStandIn;
  cognigy: CognigyStandIn;
  controlUrl: string;
  connection: Readonly<Record<string, string>>;
  secrets: HubSecrets;
  endpoints: Readonly<Record<"hub" | "webchat" | "webhook", Endpoint>>;
  customerId: string;
  /** Within a second or so; what runs longer is left to the end of the process. */
  close(): Promise<void>;
}

const SECRETS: HubSecrets = {
  webhookSecret: "demo-webhook-secret",
  verificationToken: "demo-verification-token",
  baseUriKey: "demo-base-uri-key",
};
const NOTHING_YET: Flow = { nodes: [] };
const DISCONNECT_GRACE_MS = 3_000;
const TIDY_MS = 5_000;
const CLOSE_MS = 1_000;

export async function startHeadless({
  tarball,
  flowPath,
  settings,
  ports,
  onFlow,
}: HeadlessOptions): Promise<Headless> {
  const extension = await loadExtension(tarball);
  const clock = new Clock();
  const [engage, cognigy] = await Promise.all([
    startEngage({ port: ports.engage, now: clock.now }),
    startCognigy({
      extension,
      now: clock.now,
      port: ports.cognigy,
      disconnectGraceMs: DISCONNECT_GRACE_MS,
      management: { port: ports.management },
    }),
  ]);
  const { connection, hub, webchat } = connectPlatforms(engage, cognigy, {
    secrets: SECRETS,
    flows: () => ({ hub: NOTHING_YET, webchat: NOTHING_YET }),
    hubConfig: settings.hub,
    relayConfig: settings.relay,
    profile: visitorProfile,
  });
  engage.domain.silently(() => addReturnsTeam(engage));
  const webhook = cognigy.addEndpoint({
    name: "webhook",
    type: "webhook",
    flow: NOTHING_YET,
    abortOnError: true,
    profile: visitorProfile,
    transformer: readBundle("engage-relay.webhook.js", {
      ENGAGE_REALTIME_ENDPOINT_URL: engage.realtimeUrl,
      ENGAGE_REALTIME_ACCESS_TOKEN: engage.seed.realtimeAccessToken,
      ...settings.relay,
    }),
  });

  const customers = new Customers(engage);
  const typing = new Typing(() => {});
  const uploads = new Uploads();
  const faults = new FaultSwitch(engage);
  const life = startEngageLife(engage);
  const reset = async () => {
    clock.reset();
    engage.reset();
    engage.domain.silently(() => addReturnsTeam(engage));
    cognigy.reset();
    typing.clear();
    faults.reset();
    customers.reset();
    registerHub(engage, hub, SECRETS);
  };
  const time = { engage, cognigy, clock, life };
  const control = await startControl(
    ports.control,
    engage,
    cognigy,
    (command) => carryOutCommand(command, { ...time, customers, typing, uploads, faults, reset, url: control.url }),
    createRehearsalCustomer(customers),
  );
  const flowFile = new FlowFile({
    path: flowPath,
    extension,
    connection,
    sandboxUrl: () => control.url,
    endpoints: [hub, webchat, webhook],
    changed: () => onFlow(flowFile.error),
  });
  await flowFile.load();
  flowFile.watch();
  customers.reset();
  const keeper = new RecordKeeper(engage, cognigy, () => {});
  const tidying = setInterval(() => keeper.forgetOld(), TIDY_MS);
  await settlePlatforms(engage, cognigy);

  return {
    engage,
    cognigy,
    controlUrl: control.url,
    connection,
    secrets: SECRETS,
    endpoints: { hub, webchat, webhook },
    customerId: customers.list[0]?.id ?? "",
    async close() {
      clearInterval(tidying);
      flowFile.close();
      life.end();
      clock.reset();
      typing.clear();
      await control.close();
      // A node whose other side is gone would go on trying for many seconds.
      await Promise.race([
        Promise.all([cognigy.close(), engage.close()]),
        setTimeout(CLOSE_MS, undefined, { ref: false }),
      ]);
      await extension.close();
    },
  };
}

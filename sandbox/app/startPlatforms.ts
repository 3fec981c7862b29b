/** Everything of the sandbox but its page: both stand-ins, connected, and what people do in them. */

import type { LoadedExtension } from "../cognigy/loadExtension";
import { type CognigyOptions, type CognigyStandIn, type Endpoint, startCognigy } from "../cognigy/startCognigy";
import { type EngageOptions, type EngageStandIn, startEngage } from "../engage/startEngage";
import { type Readings, toUnusualOptions } from "../readings";
import { Clock } from "./Clock";
import { Customers, visitorProfile } from "./Customers";
import { carryOutCommand, type PlatformCommand } from "./carryOutCommand";
import type { Command } from "./commands";
import { connectPlatforms } from "./connectPlatforms";
import { DeskNotes } from "./DeskNotes";
import { FaultSwitch } from "./FaultSwitch";
import { findTroubles } from "./findTroubles";
import { FlowFile } from "./flow/FlowFile";
import { prepareAccount } from "./prepareAccount";
import { RecordKeeper } from "./RecordKeeper";
import { type HubSecrets, registerHub } from "./registerHub";
import { SandboxViewer } from "./SandboxViewer";
import { DeskRecorder } from "./script/DeskRecorder";
import { readScript } from "./script/readScript";
import { saveScript } from "./script/saveScript";
import { secretNames } from "./secretNames";
import { settlePlatforms } from "./settlePlatforms";
import { startEngageLife } from "./startEngageLife";
import { Typing } from "./Typing";
import type { TransformerSettings } from "./transformerSettings";
import { Uploads } from "./Uploads";

type ScriptCommand = Extract<Command, { type: "saveScript" | "readScript" }>;

export interface PlatformsOptions {
  extension: LoadedExtension;
  ports: { engage: number; cognigy: number };
  /** How the stand-ins behave beside the readings. */
  engage: EngageOptions;
  cognigy: Omit<CognigyOptions, "extension">;
  runNodesInProcess: boolean;
  requestsPerMinute: number;
  flowFile: string;
  settings: TransformerSettings;
  readings: Readings;
  secrets: HubSecrets;
  /** Of both Endpoints. */
  URLTokens: { hub: string; webchat: string };
  startedAt: number;
  nextVersion(): number;
  notices: readonly string[];
  /** Of the page, once it has one. */
  url(): string;
  changed(): void;
}

export interface SandboxPlatforms {
  engage: EngageStandIn;
  cognigy: CognigyStandIn;
  connection: Record<string, string>;
  hub: Endpoint;
  webchat: Endpoint;
  uploads: Uploads;
  viewer: SandboxViewer;
  flow: FlowFile;
  carryOut(command: PlatformCommand | ScriptCommand): Promise<Record<string, unknown>>;
  settle(): Promise<void>;
  close(): Promise<void>;
}

const FORGET_MS = 1_000;
const CLOSE_MS = 1_000;

export async function startPlatforms(options: PlatformsOptions): Promise<SandboxPlatforms> {
  const { extension, ports, runNodesInProcess, requestsPerMinute, readings, secrets, URLTokens, url, changed } =
    options;
  const chosen = toUnusualOptions(readings);
  const clock = new Clock();
  const [engage, cognigy] = await Promise.all([
    startEngage({ ...options.engage, ...chosen.engage, port: ports.engage, requestsPerMinute, now: clock.now }),
    startCognigy({
      ...options.cognigy,
      ...chosen.cognigy,
      port: ports.cognigy,
      extension,
      runNodesInProcess,
      now: clock.now,
      onChange: changed,
      disconnectGraceMs: 3_000,
    }),
  ]);
  engage.domain.changed = changed;
  prepareAccount(engage);

  const { connection, hub, webchat } = connectPlatforms(engage, cognigy, {
    secrets,
    // The Flow comes with its file, as soon as the page has an address.
    flows: () => ({ hub: { nodes: [] }, webchat: { nodes: [] } }),
    hub: { ...chosen.hub, URLToken: URLTokens.hub },
    webchat: { URLToken: URLTokens.webchat },
    hubConfig: { ...options.settings.hub, ...chosen.hubConfig },
    relayConfig: options.settings.relay,
    profile: visitorProfile,
    // For the official widget, which learns them from the Endpoint: the bot begins, and files can be sent.
    webchatSettings: {
      layout: { title: "Lumen & Oak" },
      startBehavior: { startBehavior: "injection", getStartedPayload: "Hello", getStartedText: "Hello" },
      fileStorageSettings: { enabled: true },
    },
  });

  const customers = new Customers(engage);
  const typing = new Typing(changed);
  const uploads = new Uploads();
  const notes = new DeskNotes(engage.domain, engage.seed.categories.bot.id);
  const recorder = new DeskRecorder(engage.domain);
  const faults = new FaultSwitch(engage);
  const keeper = new RecordKeeper(engage, cognigy, (threadId) => notes.forget(threadId));
  customers.reset();

  const flow = new FlowFile({
    path: options.flowFile,
    extension,
    endpoints: [hub, webchat],
    connection,
    sandboxUrl: url,
    changed,
  });
  const viewer = new SandboxViewer({
    engage,
    cognigy,
    extension,
    hub,
    webchat,
    flow,
    customers,
    typing,
    uploads,
    notes,
    faults,
    clock,
    keeper,
    readings,
    requestsPerMinute,
    secrets: secretNames(engage, hub, webchat, { ...secrets }),
    startedAt: options.startedAt,
    nextVersion: options.nextVersion,
    url,
    notices: () => [...options.notices, ...findTroubles(engage)],
  });
  const life = startEngageLife(engage);
  const forgetting = setInterval(() => keeper.forgetOld(), FORGET_MS).unref();

  const reset = async () => {
    clock.reset();
    engage.reset();
    cognigy.reset();
    prepareAccount(engage);
    typing.clear();
    uploads.clear();
    notes.clear();
    recorder.clear();
    keeper.reset();
    faults.reset();
    customers.reset();
    registerHub(engage, hub, secrets);
    changed();
  };
  const surroundings = { engage, cognigy, clock, life, customers, typing, uploads, faults, reset };
  return {
    engage,
    cognigy,
    connection,
    hub,
    webchat,
    uploads,
    viewer,
    flow,
    carryOut: async (command) => {
      if (command.type === "saveScript") {
        return saveScript(command, { engage, cognigy, webchat, recorder });
      }
      return command.type === "readScript"
        ? readScript(command.text)
        : carryOutCommand(command, { ...surroundings, url: url() });
    },
    settle: () => settlePlatforms(engage, cognigy),
    async close() {
      flow.close();
      life.end();
      clock.reset();
      clearInterval(forgetting);
      typing.clear();
      await engage.close();
      // A node that still runs would try to reach Engage until its own time is up.
      await Promise.race([cognigy.close(), new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref())]);
    },
  };
}

/** The whole product on this machine: both stand-ins with the packed Extension and the built transformers, and the page. */
import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { paths, root } from "../../scripts/paths";
import { loadExtension } from "../cognigy/loadExtension";
import { type CognigyOptions, type CognigyStandIn, type Endpoint, startCognigy } from "../cognigy/startCognigy";
import { type EngageOptions, type EngageStandIn, startEngage } from "../engage/startEngage";
import { Customers, visitorProfile } from "./Customers";
import { type CommandSurroundings, carryOutCommand } from "./carryOutCommand";
import { connectPlatforms } from "./connectPlatforms";
import { DeskNotes } from "./DeskNotes";
import { FaultSwitch } from "./FaultSwitch";
import { findTroubles } from "./findTroubles";
import { FlowFile } from "./flow/FlowFile";
import { bundlePage } from "./page/bundlePage";
import { type PageServer, startPageServer } from "./page/startPageServer";
import { prepareAccount } from "./prepareAccount";
import { RecordKeeper } from "./RecordKeeper";
import { registerHub } from "./registerHub";
import { SandboxViewer } from "./SandboxViewer";
import { secretNames } from "./secretNames";
import { settlePlatforms } from "./settlePlatforms";
import { startEngageLife } from "./startEngageLife";
import { Typing } from "./Typing";
import { Uploads } from "./Uploads";

export interface SandboxOptions {
  /** Default: any free ones. */
  ports?: { page?: number; engage?: number; cognigy?: number };
  /** Default: a process per node, as on the platform. */
  runNodesInProcess?: boolean;
  /** Default: the platform's 500. */
  requestsPerMinute?: number;
  /** Default: `sandbox/flows/demo.json`. Pictures are in `assets` beside it. */
  flowFile?: string;
  /** How the stand-ins behave. Default: the most likely way. */
  engage?: Omit<EngageOptions, "port">;
  cognigy?: Omit<CognigyOptions, "extension" | "port">;
  /** Told on the page. */
  notices?: readonly string[];
  /** What an operator should read. Default: nowhere. */
  log?: (line: string) => void;
}

export interface Sandbox {
  /** Of the page. */
  url: string;
  engage: EngageStandIn;
  cognigy: CognigyStandIn;
  connection: Record<string, string>;
  hub: Endpoint;
  webchat: Endpoint;
  /** Until neither platform has anything left to do. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const FLOW_FILE = join(root, "sandbox/flows/demo.json");
const FORGET_MS = 1_000;
const CLOSE_MS = 1_000;

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { ports = {}, runNodesInProcess = false, requestsPerMinute = 500, flowFile = FLOW_FILE, log } = options;
  let page: PageServer | undefined;
  const changed = () => page?.changed();

  const [engage, extension, files] = await Promise.all([
    startEngage({ requestsPerMinute, ...options.engage, port: ports.engage ?? 0 }),
    loadExtension(paths.tarball),
    bundlePage(),
  ]);
  const cognigy = await startCognigy({
    disconnectGraceMs: 3_000,
    runNodesInProcess,
    ...options.cognigy,
    port: ports.cognigy ?? 0,
    extension,
    onChange: changed,
  });
  engage.domain.changed = changed;
  prepareAccount(engage);

  const secrets = { webhookSecret: newSecret(), verificationToken: newSecret(), baseUriKey: newSecret() };
  const { connection, hub, webchat } = connectPlatforms(engage, cognigy, {
    secrets,
    // The Flow comes with its file, as soon as the page has an address.
    flows: () => ({ hub: { nodes: [] }, webchat: { nodes: [] } }),
    hubConfig: { sendQueueEvent: true, sendActiveEvent: true, minQueueIntervalSeconds: 2, longestWaitMinutes: 2 },
    relayConfig: { cancelPhrases: ["back to the bot"], longestWaitMinutes: 2 },
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
  const notes = new DeskNotes(engage.domain);
  const faults = new FaultSwitch(engage);
  const keeper = new RecordKeeper(engage, cognigy, (threadId) => notes.forget(threadId));
  customers.reset();

  const url = () => page?.url ?? "";
  const flow = new FlowFile({
    path: flowFile,
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
    keeper,
    requestsPerMinute,
    secrets: secretNames(engage, hub, webchat, secrets),
    url,
    notices: () => [...(options.notices ?? []), ...findTroubles(engage)],
  });

  const reset = async () => {
    engage.reset();
    cognigy.reset();
    prepareAccount(engage);
    typing.clear();
    uploads.clear();
    notes.clear();
    keeper.reset();
    faults.reset();
    customers.reset();
    registerHub(engage, hub, secrets);
    changed();
  };
  const surroundings: Omit<CommandSurroundings, "url"> = { engage, customers, typing, uploads, faults, reset };
  page = await startPageServer(ports.page ?? 0, {
    files,
    assetsDirectory: join(dirname(flowFile), "assets"),
    attachments: engage.domain.attachments,
    uploads,
    webchatUrl: cognigy.url,
    nodeTypes: viewer.nodeTypes,
    view: () => viewer.view(),
    findCall: (id) => viewer.findCall(id),
    carryOut: (command) => carryOutCommand(command, { ...surroundings, url: url() }),
  });
  await flow.load();
  if (flow.error) {
    log?.(`${flow.name}: ${flow.error}`);
  }
  flow.watch();
  const endLife = startEngageLife(engage);
  const forgetting = setInterval(() => keeper.forgetOld(), FORGET_MS).unref();

  return {
    url: page.url,
    engage,
    cognigy,
    connection,
    hub,
    webchat,
    settle: () => settlePlatforms(engage, cognigy),
    async close() {
      flow.close();
      endLife();
      clearInterval(forgetting);
      typing.clear();
      await page?.close();
      await engage.close();
      // A node that still runs would try to reach Engage until its own time is up.
      await Promise.race([cognigy.close(), new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref())]);
      await extension.close();
    },
  };
}

function newSecret(): string {
  return randomBytes(24).toString("hex");
}

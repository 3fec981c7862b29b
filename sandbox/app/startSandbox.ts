/** The whole product on this machine: both stand-ins with the packed Extension and the built transformers, and the page. */
import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { paths, root } from "../../scripts/paths";
import { loadExtension } from "../cognigy/loadExtension";
import type { CognigyOptions, CognigyStandIn, Endpoint } from "../cognigy/startCognigy";
import type { EngageOptions, EngageStandIn } from "../engage/startEngage";
import type { Readings } from "../readings";
import type { Command } from "./commands";
import { bundlePage } from "./page/bundlePage";
import { type PageServer, startPageServer } from "./page/startPageServer";
import { checkReadings } from "./readingsOnPage";
import { type PlatformsOptions, type SandboxPlatforms, startPlatforms } from "./startPlatforms";
import { SANDBOX_SETTINGS, type TransformerSettings } from "./transformerSettings";
import { toQuestionViews } from "./views/toQuestionViews";

export interface SandboxOptions {
  /** Default: any free ones. */
  ports?: { page?: number; engage?: number; cognigy?: number };
  /** Default: a process per node, as on the platform. */
  runNodesInProcess?: boolean;
  /** Default: the platform's 500. */
  requestsPerMinute?: number;
  /** Default: `sandbox/flows/demo.json`. Pictures are in `assets` beside it. */
  flowFile?: string;
  /** Of hub and relay. Default: those that show the most. */
  settings?: TransformerSettings;
  /** How the stand-ins behave beside the readings. Default: as the platforms most likely do. */
  engage?: EngageOptions;
  cognigy?: Omit<CognigyOptions, "extension">;
  /** Told on the page. */
  notices?: readonly string[];
  /** What an operator should read. Default: nowhere. */
  log?: (line: string) => void;
}

/** Other readings bring other stand-ins, at the same addresses. */
export interface Sandbox {
  /** Of the page. */
  url: string;
  readonly engage: EngageStandIn;
  readonly cognigy: CognigyStandIn;
  readonly connection: Record<string, string>;
  readonly hub: Endpoint;
  readonly webchat: Endpoint;
  /** Until neither platform has anything left to do. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const FLOW_FILE = join(root, "sandbox/flows/demo.json");

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { ports = {}, runNodesInProcess = false, requestsPerMinute = 500, flowFile = FLOW_FILE, log } = options;
  let page: PageServer | undefined;
  let version = 0;
  const [extension, files] = await Promise.all([loadExtension(paths.tarball), bundlePage()]);
  const platformsOptions: Omit<PlatformsOptions, "ports" | "readings"> = {
    extension,
    engage: options.engage ?? {},
    cognigy: options.cognigy ?? {},
    runNodesInProcess,
    requestsPerMinute,
    flowFile,
    settings: options.settings ?? SANDBOX_SETTINGS,
    secrets: { webhookSecret: newSecret(), verificationToken: newSecret(), baseUriKey: newSecret() },
    URLTokens: { hub: newSecret(), webchat: newSecret() },
    startedAt: Date.now(),
    nextVersion: () => ++version,
    notices: options.notices ?? [],
    url: () => page?.url ?? "",
    changed: () => page?.changed(),
  };
  let running = await startPlatforms({
    ...platformsOptions,
    ports: { engage: ports.engage ?? 0, cognigy: ports.cognigy ?? 0 },
    readings: {},
  });
  const loadFlow = async ({ flow }: SandboxPlatforms) => {
    await flow.load();
    if (flow.error) {
      log?.(`${flow.name}: ${flow.error}`);
    }
    flow.watch();
  };

  /** What is asked in between waits for the new platforms. */
  let restart = Promise.resolve();
  const restartWith = async (readings: Readings) => {
    const { engage, cognigy } = running;
    await running.close();
    running = await startPlatforms({
      ...platformsOptions,
      ports: { engage: portOf(engage.url), cognigy: portOf(cognigy.url) },
      readings,
    });
    await loadFlow(running);
  };
  const carryOut = async (command: Command) => {
    await restart;
    if (command.type !== "setReadings") {
      return running.carryOut(command);
    }
    const readings = checkReadings(command.readings);
    restart = restartWith(readings);
    await restart;
    return {};
  };
  page = await startPageServer(ports.page ?? 0, {
    files,
    assetsDirectory: join(dirname(flowFile), "assets"),
    findAttachment: (id) => running.engage.domain.attachments.get(id),
    findUpload: (id) => running.uploads.find(id),
    webchatUrl: running.cognigy.url,
    nodeTypes: running.viewer.nodeTypes,
    questions: toQuestionViews(),
    view: (conversations) => running.viewer.view(conversations),
    findCall: (id) => running.viewer.findCall(id),
    carryOut,
  });
  await loadFlow(running);

  return {
    url: page.url,
    get engage() {
      return running.engage;
    },
    get cognigy() {
      return running.cognigy;
    },
    get connection() {
      return running.connection;
    },
    get hub() {
      return running.hub;
    },
    get webchat() {
      return running.webchat;
    },
    settle: () => running.settle(),
    async close() {
      await page?.close();
      await running.close();
      await extension.close();
    },
  };
}

function newSecret(): string {
  return randomBytes(24).toString("hex");
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

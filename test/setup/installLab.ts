/** Two accounts in which nobody has prepared anything, and `install` in this process, with a person whose answers are given. */

import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { packedExtension } from "../../harness/packedExtension";
import { IN_ONE_THREAD, PATIENCE_MS, PATIENT_COGNIGY, PATIENT_ENGAGE } from "../../harness/patience";
import type { ManagementOptions } from "../../sandbox/cognigy/management/ManagementOptions";
import { type CognigyStandIn, startCognigy } from "../../sandbox/cognigy/startCognigy";
import { type EngageStandIn, startEngage } from "../../sandbox/engage/startEngage";
import { emptyAccount } from "../../sandbox/headless/emptyAccount";
import type { Pace } from "../../setup/cognigy/waitForTask";
import type { InstallContext } from "../../setup/install/InstallContext";
import type { Prompt } from "../../setup/prompt";
import { createReport, type Finding } from "../../setup/report";
import { Settings } from "../../setup/settings";

export const PACE: Pace = { requestMs: PATIENCE_MS, repeatMs: 5, taskMs: 10_000, pollMs: 5 };

export interface InstallLab {
  engage: EngageStandIn;
  cognigy: CognigyStandIn;
  api: NonNullable<CognigyStandIn["management"]>;
  folder: string;
  dotEnvFile: string;
  /** What .env has by now. */
  stored(): Record<string, string | undefined>;
  context(options?: RunOptions): { context: InstallContext; result: () => RunResult };
  /** What it gives brings accounts and files back to how they are now. */
  keep(): () => Promise<void>;
  /** Calls that change something, as `METHOD /path` without ids. */
  writes(from?: number): string[];
  close(): Promise<void>;
}

export interface LabOptions extends ManagementOptions {
  isFresh?: boolean;
}

export interface RunOptions {
  values?: Record<string, string>;
  prompt?: Partial<Prompt>;
  isDryRun?: boolean;
  isForced?: boolean;
  replacesChangedFlows?: boolean;
  replacesTransformers?: boolean;
}

interface RunResult {
  findings: Finding[];
  codes: string[];
  notes: string[];
  printed: string;
}

/** `isFresh`: without the Extension, which takes a while to install. */
export async function openInstallLab({ isFresh = false, ...management }: LabOptions = {}): Promise<InstallLab> {
  const extension = isFresh ? {} : { extension: await packedExtension() };
  const [engage, cognigy] = await Promise.all([
    startEngage({ retryTimeScale: 0.0005, requestsPerMinute: 100_000, ...PATIENT_ENGAGE }),
    startCognigy({ runNodesInProcess: true, management, ...PATIENT_COGNIGY, ...IN_ONE_THREAD, ...extension }),
  ]);
  emptyAccount(engage);
  const folder = mkdtempSync(join(tmpdir(), "install-"));
  const dotEnvFile = join(folder, ".env");
  const { management: api } = cognigy;
  if (api === undefined) {
    throw new Error("There is no REST API.");
  }
  const stored = () => {
    try {
      return parseEnv(readFileSync(dotEnvFile, "utf8"));
    } catch {
      return {};
    }
  };
  return {
    engage,
    cognigy,
    api,
    folder,
    dotEnvFile,
    stored,
    context({ values = {}, prompt = {}, ...switches } = {}) {
      let printed = "";
      const report = createReport({
        print: (text) => {
          printed += text;
        },
        isTerminal: false,
        useColours: false,
        asJson: true,
      });
      const environment = {
        ENGAGE_API_URL: engage.apiUrl,
        ENGAGE_ACCESS_TOKEN: engage.seed.tokens.bot,
        COGNIGY_API_URL: api.url,
        COGNIGY_API_KEY: api.apiKey,
        COGNIGY_ENDPOINT_URL: cognigy.url,
        ...values,
      };
      const context: InstallContext = {
        settings: new Settings({ flag: {}, environment, file: stored() }),
        report,
        prompt: { ...NOBODY, ...prompt },
        isDryRun: false,
        dotEnvFile,
        outputFolder: join(folder, "dist"),
        ...switches,
      };
      return {
        context,
        result() {
          report.finish(0);
          const { sections }: { sections: { findings: Finding[]; notes: string[] }[] } = JSON.parse(printed);
          const findings = sections.flatMap((section) => section.findings);
          return {
            findings,
            codes: findings.map(({ level, code }) => `${level} ${code}`),
            notes: sections.flatMap(({ notes }) => notes),
            printed,
          };
        },
      };
    },
    writes: (from = 0) =>
      api.calls
        .slice(from)
        .filter(({ method }) => method !== "GET")
        .map(({ method, path }) => `${method} ${path.replace("/new/v2.0", "").replace(/[0-9a-f]{24}/g, "*")}`),
    keep() {
      const files = `${folder}-kept`;
      cpSync(folder, files, { recursive: true });
      const restores = [engage.keep(), cognigy.keep()];
      return async () => {
        await Promise.all([engage.idle(), cognigy.idle()]);
        for (const restore of restores) {
          restore();
        }
        rmSync(folder, { recursive: true });
        cpSync(files, folder, { recursive: true });
      };
    },
    async close() {
      await Promise.all([engage.close(), cognigy.close()]);
      for (const path of [folder, `${folder}-kept`]) {
        rmSync(path, { recursive: true, force: true });
      }
    },
  };
}

/** Nobody sits at a terminal; `--yes` was given. */
const NOBODY: Prompt = {
  isInteractive: false,
  askFor: async () => undefined,
  confirm: async () => true,
  choose: async () => undefined,
  chooseMany: async () => undefined,
  chooseAfterFailure: async () => "stop",
};

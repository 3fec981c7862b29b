/** A rehearsal in this process against both stand-ins, with a scripted customer on Engage's channel. */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IN_ONE_THREAD } from "../../harness/patience";
import { type PlatformsOptions, startTwoPlatforms, type TwoPlatforms } from "../../harness/twoPlatforms";
import { Clock } from "../../sandbox/app/Clock";
import { Customers } from "../../sandbox/app/Customers";
import { carryOutCommand } from "../../sandbox/app/carryOutCommand";
import { FaultSwitch } from "../../sandbox/app/FaultSwitch";
import { startEngageLife } from "../../sandbox/app/startEngageLife";
import { Typing } from "../../sandbox/app/Typing";
import { Uploads } from "../../sandbox/app/Uploads";
import type { CognigyStandIn } from "../../sandbox/cognigy/startCognigy";
import type { EngageStandIn } from "../../sandbox/engage/startEngage";
import { createRehearsalCustomer } from "../../sandbox/headless/rehearsalCustomer";
import { startControl } from "../../sandbox/headless/startControl";
import type { CommandContext } from "../../setup/command";
import { HopLog } from "../../setup/rehearse/HopLog";
import type { RehearsalResult } from "../../setup/rehearse/RehearsalResult";
import { type RehearseOptions, rehearse } from "../../setup/rehearse/rehearse";
import { createReport, type Finding } from "../../setup/report";
import { Settings } from "../../setup/settings";
import { valuesOf } from "./assistant";
import { createLeapingClock } from "./leapingClock";

export interface RehearsalLab {
  platforms: TwoPlatforms;
  values: Record<string, string>;
  run(
    options?: Partial<RehearseOptions>,
    given?: {
      values?: Record<string, string>;
      prompt?: Partial<CommandContext["prompt"]>;
      patienceMs?: number;
      /** When a hop is reported. */
      onFinding?: (code: string) => void;
      /** When a hop begins. */
      onHop?: (id: string) => void;
      /** When something is asked or told. */
      onNote?: (text: string) => void;
    },
  ): Promise<LabRun>;
  /** Writes a script, and gives its path. */
  write(script: string): string;
  /** What happens in Engage from now on has a later time: its times have no fractions of seconds. */
  passSecond(): void;
  /** Of SIGINT, before anything ran. */
  listeners: number;
  close(): Promise<void>;
}

interface LabRun {
  exitCode: number;
  findings: Finding[];
  printed: string;
  /** What was written. */
  result: RehearsalResult;
  /** `passed customer_connects`, of all conversations. */
  hops: string[];
  file(name: string): string;
}

const NOTHING: RehearsalResult = {
  version: 1,
  product: "",
  startedAt: "",
  ms: 0,
  calls: 0,
  isManual: false,
  conversations: [],
  readings: [],
};

export const CONFIRMING: CommandContext["prompt"] = {
  isInteractive: false,
  askFor: async () => undefined,
  confirm: async () => true,
  choose: async () => undefined,
  chooseMany: async () => undefined,
  chooseAfterFailure: async () => "stop",
};

/** `leaps`: the rehearsal doesn't wait, as its time passes at once. */
export async function openRehearsalLab(
  options: PlatformsOptions = {},
  { leaps = true }: { leaps?: boolean } = {},
): Promise<RehearsalLab> {
  let engageAheadMs = 0;
  const now = () => Date.now() + engageAheadMs;
  const platforms = await startTwoPlatforms({
    ...options,
    engage: { now, ...options.engage },
    cognigy: { ...IN_ONE_THREAD, ...options.cognigy },
  });
  const clock = leaps ? createLeapingClock(platforms) : undefined;
  const { engage, cognigy } = platforms;
  const customer = await openScriptedCustomer(engage, cognigy);
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
  const values = { ...valuesOf(platforms), REHEARSAL_CUSTOMER_URL: customer.url };
  return {
    platforms,
    values,
    listeners: process.listenerCount("SIGINT"),
    passSecond() {
      engageAheadMs += 1_000;
    },
    write(script) {
      const path = join(folder, "script.yaml");
      writeFileSync(path, script);
      return path;
    },
    async run(options = {}, given = {}) {
      let printed = "";
      const report = createReport({
        print: (text) => {
          printed += text;
        },
        isTerminal: false,
        useColours: false,
        asJson: true,
      });
      const settings = new Settings({ flag: {}, environment: { ...values, ...given.values }, file: {} });
      report.hide(settings.secrets());
      const { finding, note } = report;
      report.note = (text) => {
        note(text);
        given.onNote?.(text);
      };
      report.finding = (one) => {
        finding(one);
        given.onFinding?.(one.code);
      };
      const outputFolder = join(folder, "dist");
      const hopLog = given.onHop && watchHops(given.onHop);
      const exitCode = await rehearse(
        {
          settings,
          report,
          prompt: { ...CONFIRMING, ...given.prompt },
          isDryRun: false,
          dotEnvFile: join(folder, ".env"),
          outputFolder,
        },
        { isManual: false, ...options },
        {
          ...(given.patienceMs !== undefined && { patienceMs: given.patienceMs }),
          ...(clock && { clock }),
        },
      ).finally(() => hopLog?.mockRestore());
      report.finish(exitCode);
      const file = (name: string) => readFileSync(join(outputFolder, name), "utf8");
      const result: RehearsalResult = existsSync(join(outputFolder, "rehearsal.json"))
        ? JSON.parse(file("rehearsal.json"))
        : NOTHING;
      return {
        exitCode,
        printed,
        findings: report.findings(),
        result,
        hops: result.conversations.flatMap(({ hops }) => hops.map(({ id, outcome }) => `${outcome} ${id}`)),
        file,
      };
    },
    async close() {
      clock?.end();
      await customer.close();
      await platforms.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function watchHops(onHop: (id: string) => void) {
  const run = HopLog.prototype.run;
  return jest.spyOn(HopLog.prototype, "run").mockImplementation(function (this: HopLog, hop) {
    return run.call(this, {
      ...hop,
      run() {
        onHop(hop.id);
        return hop.run();
      },
    });
  });
}

/** What `npm run sandbox:headless` offers in place of a person who writes on Engage's channel. */
export async function openScriptedCustomer(
  engage: EngageStandIn,
  cognigy: CognigyStandIn,
): Promise<{ url: string; close(): Promise<void> }> {
  const customers = new Customers(engage);
  const life = startEngageLife(engage);
  const surroundings = {
    engage,
    cognigy,
    customers,
    life,
    clock: new Clock(),
    typing: new Typing(() => {}),
    uploads: new Uploads(),
    faults: new FaultSwitch(engage),
    reset: async () => {},
    url: "",
  };
  const control = await startControl(
    0,
    engage,
    cognigy,
    async (command) => {
      if (command.type !== "customerWrites") {
        throw new Error("Only the customer of a rehearsal is here.");
      }
      return carryOutCommand(command, surroundings);
    },
    createRehearsalCustomer(customers),
  );
  return {
    url: `${control.url}/sandbox/customer`,
    close() {
      life.end();
      return control.close();
    },
  };
}

/** The assistant for tests: in this process with surroundings of its own, and as a process where that is the point. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { BASE_URI_KEY, type TwoPlatforms, VERIFICATION_TOKEN, WEBHOOK_SECRET } from "../../harness/twoPlatforms";
import { root } from "../../scripts/paths";
import { main } from "../../setup/main";

interface Run {
  exitCode: number;
  output: string;
  errors: string;
}

export interface Line {
  level: string;
  code: string;
  message: string;
  fix?: string;
  place?: string;
}

export type Values = Readonly<Record<string, string>>;

export interface Assistant {
  folder: string;
  dotEnv: string;
  run(command: readonly string[], values: Values, places?: readonly string[]): Promise<Run>;
  /** The assistant in one file, to be started as a process. */
  bundle(): Promise<string>;
  /** As a process, with nothing of this machine's environment. */
  runProcess(command: readonly string[], values: Values): Promise<Run>;
  /** With --json: all findings. */
  find(
    command: readonly string[],
    values: Values,
    how?: Assistant["run"],
  ): Promise<{ exitCode: number; lines: Line[]; text: string }>;
  remove(): Promise<void>;
}

export async function createAssistant(): Promise<Assistant> {
  const folder = await mkdtemp(join(tmpdir(), "setup-"));
  const dotEnv = join(folder, ".env");
  // Most commands want the file that they are given.
  await writeFile(dotEnv, "");
  const places = ["--dot-env", dotEnv, "--output", join(folder, "dist")];
  let bundle: Promise<string> | undefined;
  const getBundle = () => {
    bundle ??= bundleAssistant(folder);
    return bundle;
  };
  const run: Assistant["run"] = async (command, environment, given = places) => {
    const run: Run = { exitCode: 0, output: "", errors: "" };
    run.exitCode = await main([...command, ...given], {
      environment,
      terminal: { reads: false, answers: false },
      print: (text) => {
        run.output += text;
      },
      printError: (text) => {
        run.errors += text;
      },
    });
    return run;
  };
  return {
    folder,
    dotEnv,
    run,
    bundle: getBundle,
    async runProcess(command, values) {
      return runProcess([await getBundle(), ...command, ...places], values);
    },
    async find(command, values, how = run) {
      const { exitCode, output, errors } = await how([...command, "--json"], values);
      if (errors !== "") {
        throw new Error(errors);
      }
      const { sections } = JSON.parse(output) as { sections: { findings: Line[] }[] };
      return { exitCode, lines: sections.flatMap(({ findings }) => findings), text: output };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Starts three times as fast as from its sources. */
async function bundleAssistant(folder: string): Promise<string> {
  const bundle = join(folder, "assistant.js");
  await promisify(execFile)(join(root, "node_modules/.bin/esbuild"), [
    join(root, "setup/start.ts"),
    "--bundle",
    "--platform=node",
    "--format=cjs",
    "--target=node20",
    `--outfile=${bundle}`,
    "--log-level=error",
    `--define:__dirname=${JSON.stringify(join(root, "scripts"))}`,
    // In one file every script would take itself for the one that was started.
    "--define:require.main=undefined",
  ]);
  return bundle;
}

function runProcess(given: readonly string[], values: Values): Promise<Run> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      given,
      { env: { ...values }, timeout: 20_000, maxBuffer: 4_000_000 },
      (error, output, errors) => {
        const exitCode = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        resolve({ exitCode, output, errors });
      },
    );
  });
}

/** What an admin who has set up everything would have in .env. */
export function valuesOf({
  engage,
  cognigy,
  hub,
  webchat,
}: Pick<TwoPlatforms, "engage" | "cognigy" | "hub" | "webchat">): Record<string, string> {
  const { seed } = engage;
  return {
    ENGAGE_API_URL: engage.apiUrl,
    ENGAGE_ACCESS_TOKEN: seed.tokens.bot,
    ENGAGE_BOT_CATEGORY_ID: seed.categories.bot.id,
    ENGAGE_AGENT_CATEGORY_ID: seed.categories.agent.id,
    ENGAGE_SOURCE_IDS: seed.sources.messaging.id,
    ENGAGE_REALTIME_ENDPOINT_URL: engage.realtimeUrl,
    ENGAGE_REALTIME_ACCESS_TOKEN: seed.realtimeAccessToken,
    ENGAGE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    ENGAGE_VERIFICATION_TOKEN: VERIFICATION_TOKEN,
    ENGAGE_BASE_URI_KEY: BASE_URI_KEY,
    COGNIGY_HUB_URL: hub.url,
    COGNIGY_CUSTOMER_URLS: webchat.url,
    COGNIGY_ENDPOINT_URL: cognigy.url,
    ...(cognigy.management && {
      COGNIGY_API_URL: cognigy.management.url,
      COGNIGY_API_KEY: cognigy.management.apiKey,
      COGNIGY_PROJECT_ID: cognigy.management.projectId,
    }),
  };
}

export const red = ({ level }: Line): boolean => level === "fail" || level === "warn";

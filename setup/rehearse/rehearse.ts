/**
 * `rehearse`: plays a whole handover at the real accounts, or at the stand-ins, and shows each hop with its evidence.
 * It asks first, touches nothing but its own conversation, and closes what it opened.
 */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as z from "zod";
import { root } from "../../scripts/paths";
import { parseScript } from "../../scripts/rehearsal/parseScript";
import type { Script } from "../../scripts/rehearsal/Script";
import { createHttpExchange } from "../../src/engage/createHttpExchange";
import { parseApiUrl } from "../../src/engage/engageUrls";
import type { CommandContext } from "../command";
import { tokenOf } from "../deploy/planEndpoint";
import { type Account, openAccount } from "../engage/account";
import { consolePlace } from "../engage/consolePlace";
import { listSources } from "../lists/engageLists";
import { resolveListed } from "../lists/Listed";
import { needSettings } from "../needSettings";
import type { Settings } from "../settings";
import { AgentByHand } from "./AgentByHand";
import { AgentByRest } from "./AgentByRest";
import { CallLimit, MAX_CALLS } from "./CallLimit";
import { chooseRoutes, isRoute, needsOf } from "./chooseRoutes";
import { Desk } from "./Desk";
import { Interrupted } from "./Hop";
import { HopLog, toSeconds } from "./HopLog";
import { handoverHops } from "./handoverHops";
import { watchInterruption } from "./interruption";
import { Observations } from "./Observations";
import { Ownership } from "./Ownership";
import { openBridge } from "./openBridge";
import { openChannel } from "./openChannel";
import { Pace } from "./Pace";
import { canProbe, probeTransformers } from "./probeTransformers";
import type { Rehearsal, Route } from "./Rehearsal";
import { machineClock, type RehearsalClock } from "./RehearsalClock";
import type { Played, RehearsalResult } from "./RehearsalResult";
import { readTokenOwner } from "./readTokenOwner";
import { toRehearsalMark } from "./rehearsalMark";
import { scriptHops } from "./scriptHops";
import { tidyUp } from "./tidyUp";
import { createPersonWriter, createScriptWriter } from "./Writer";
import { writeResult } from "./writeResult";

export interface RehearseOptions {
  route?: string;
  /** A file with a conversation of one's own. */
  script?: string;
  /** What the customer says to get a person. */
  phrase?: string;
  isManual: boolean;
}

export interface RehearseSurroundings {
  /** For each expectation. */
  patienceMs?: number;
  clock?: RehearsalClock;
}

const TOTAL_MS = 60 * 60_000;
const PATIENCE_MS = 30_000;
const PHRASE = "I want to talk to an agent";

interface Wish extends RehearseOptions {
  routes: readonly Route[];
  /** With its folder, for the files that it names. */
  script?: string;
  parsed: Script | undefined;
  /** Of each expectation. */
  patienceMs: number;
  clock: RehearsalClock;
}

/** The exit code: 0 every hop passed, 1 with warnings, or not started; 2 something failed. */
export async function rehearse(
  context: CommandContext,
  options: RehearseOptions,
  { patienceMs = PATIENCE_MS, clock = machineClock }: RehearseSurroundings = {},
): Promise<number> {
  const { settings, report, prompt, isDryRun } = context;
  report.section("Rehearsal");
  const parsed = options.script === undefined ? undefined : await readScript(options.script);
  const wanted = parsed?.route ?? options.route;
  if (wanted !== undefined && !isRoute(wanted)) {
    throw new Error(`--route is bridge or channel, not "${wanted}".`);
  }
  const routes = chooseRoutes(settings, wanted);
  if (routes.length === 0) {
    report.finding({
      level: "fail",
      code: "no_route",
      message: "No route is set up.",
      fix: "Run `npm run setup -- install`, or give --route: what it needs is then named.",
    });
    return 2;
  }
  if (!(await needSettings(context, needsOf(routes)))) {
    return 2;
  }
  describe(context, routes, options, parsed);
  if (isDryRun) {
    report.note("Dry run: nothing was started.");
    return 0;
  }
  if (!(await prompt.confirm("Start the rehearsal?"))) {
    report.finding({
      level: prompt.isInteractive ? "warn" : "fail",
      code: "not_confirmed",
      message: prompt.isInteractive
        ? "Nothing was started."
        : "There is no terminal to ask at, so nothing was started.",
      fix: "Confirm, or give --yes to start without being asked.",
    });
    return prompt.isInteractive ? 1 : 2;
  }
  return play(context, { ...options, routes, parsed, patienceMs, clock });
}

function describe(
  { report, settings }: CommandContext,
  routes: readonly Route[],
  { isManual }: RehearseOptions,
  parsed: Script | undefined,
): void {
  report.note(
    `plan: ${parsed === undefined ? "a whole handover" : `"${parsed.name}"`} on route ${routes.join(" and ")}`,
  );
  report.note(
    "plan: agents see a conversation that begins with [Rehearsal ...]; tell them. Nothing else in your accounts is touched",
  );
  report.note(
    isManual
      ? "plan: a person at the desk takes it, answers and closes it"
      : "plan: the token's user answers as the agent and closes the conversation",
  );
  if (routes.includes("channel") && settings.get("rehearsalCustomerUrl") === undefined) {
    report.note("plan: on route channel a person writes as the customer when asked to, within 5 minutes");
  }
  if (parsed === undefined && canProbe(settings)) {
    report.note("plan: an Endpoint in Cognigy.AI that shows what transformers see, deleted at once");
  }
  report.note(`plan: at most ${MAX_CALLS} requests to Engage`);
}

async function play(context: CommandContext, wish: Wish): Promise<number> {
  const { settings, report, outputFolder } = context;
  // Anyone who has one can write to the bot.
  report.hide([...settings.list("cognigyCustomerUrls"), ...settings.list("cognigyHubUrl")].map(tokenOf));
  const startedAt = new Date();
  const interruption = watchInterruption(() =>
    report.note("Interrupted: closing what was opened. Ctrl+C once more ends at once."),
  );
  const exchange = createHttpExchange();
  const account = openAccount(
    {
      apiUrl: parseApiUrl(settings.get("engageApiUrl") ?? ""),
      accessToken: settings.get("engageAccessToken") ?? "",
    },
    exchange,
    TOTAL_MS,
  );
  const observations = new Observations();
  const conversations: Played[] = [];
  try {
    const limit = new CallLimit(account);
    if (wish.parsed === undefined && canProbe(settings)) {
      await report.during("Asking what transformers see", () => probeTransformers(context, observations));
    }
    const sourceIds = wish.routes.includes("channel") ? await readSourceIds(settings, account) : [];
    for (const route of wish.routes) {
      if (interruption.signal.aborted) {
        conversations.push(notPlayed(route));
        continue;
      }
      conversations.push(
        await playOne(context, wish, route, {
          account,
          limit,
          observations,
          sourceIds,
          signal: interruption.signal,
        }),
      );
    }
  } finally {
    interruption.release();
    exchange.close();
  }
  const result: RehearsalResult = {
    version: 1,
    product: await readVersion(),
    startedAt: startedAt.toISOString(),
    ms: Date.now() - startedAt.getTime(),
    calls: account.counters().calls,
    isManual: wish.isManual,
    conversations,
    readings: observations.all,
  };
  return show(context, result, await writeResult(result, outputFolder, report.mask));
}

/** So that a rehearsal that was interrupted between two routes doesn't count as passed. */
function notPlayed(route: Route): Played {
  const hop = { id: "not_played", title: "The conversation", outcome: "failed", ms: 0, calls: 0 } as const;
  return { route, hops: [{ ...hop, evidence: "interrupted" }] };
}

interface Shared {
  account: Account;
  limit: CallLimit;
  observations: Observations;
  /** Of route channel. */
  sourceIds: readonly string[];
  signal: AbortSignal;
}

async function playOne(
  context: CommandContext,
  wish: Wish,
  route: Route,
  { account, limit, observations, sourceIds, signal }: Shared,
): Promise<Played> {
  const { settings, report } = context;
  const code = randomBytes(3).toString("hex");
  const mark = toRehearsalMark(code);
  report.section(wish.parsed?.name ?? `Route ${route}`);
  report.note(`Agents see ${mark}`);
  limit.keepSome(wish.routes.length - 1 - wish.routes.indexOf(route));
  const log = new HopLog(report, limit, signal, wish.clock);
  const pace = Pace.for(parseApiUrl(settings.get("engageApiUrl") ?? ""));
  const desk = new Desk(limit.rest, {
    bot: settings.get("engageBotCategoryId") ?? "",
    agent: settings.get("engageAgentCategoryId") ?? "",
  });
  const owner = await readTokenOwner(account, desk.categories.agent, observations);
  const ownership = new Ownership(desk, owner);
  const agent = wish.isManual
    ? new AgentByHand({
        report,
        desk,
        customer: () => rehearsal.customer,
        mark,
        userId: owner.id,
        ownership,
        signal,
        clock: wish.clock,
        limit,
      })
    : new AgentByRest(desk, observations, owner.id, ownership);
  const parts = {
    mark,
    agent,
    desk,
    ownership,
    limit,
    observations,
    signal,
    clock: wish.clock,
    patienceMs: wish.patienceMs,
    pace,
  };
  const customerUrl = settings.get("rehearsalCustomerUrl");
  const writer = customerUrl === undefined ? createPersonWriter(report) : createScriptWriter(customerUrl, code);
  const rehearsal: Rehearsal =
    route === "bridge" ? openBridge(settings, code, parts) : openChannel(sourceIds, code, writer, parts);
  try {
    await log.runAll(
      wish.parsed === undefined
        ? handoverHops(rehearsal, wish.phrase ?? PHRASE)
        : scriptHops(rehearsal, wish.parsed, { settings, folder: dirname(wish.script ?? "") }),
    );
  } catch (thrown) {
    if (!(thrown instanceof Interrupted)) {
      throw thrown;
    }
  } finally {
    await log.run({
      id: "tidied_up",
      title: "Nothing is left open",
      isAlways: true,
      run: () => tidyUp(rehearsal, log.hasFailed, consolePlace(settings.get("engageApiUrl"))),
    });
  }
  return { route, ...(wish.parsed && { name: wish.parsed.name }), hops: log.hops };
}

function show({ report }: CommandContext, result: RehearsalResult, files: readonly string[]): number {
  const { conversations, readings, calls, ms } = result;
  report.section("How these platforms behave");
  if (readings.length > 0) {
    report.note("What was seen, with its name in docs/reference/open-questions.md");
  }
  for (const { question, readings: seen, evidence, setting } of readings) {
    report.finding({
      level: setting === undefined ? "pass" : "warn",
      code: question,
      message: `${evidence} (${seen.join(" or ")})`,
      ...(setting !== undefined && { fix: setting }),
    });
  }
  report.section("Result");
  const outcomes = conversations.flatMap(({ hops }) => hops.map(({ outcome }) => outcome));
  const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
  report.note(
    `${count("passed")} passed, ${count("warned")} with a warning, ${count("failed")} failed, ${count("skipped")} skipped; ${calls} requests to Engage, ${toSeconds(ms)}`,
  );
  report.note(`Written, without secrets and names: ${files.join(", ")}`);
  report.data(result);
  const hasSettings = readings.some(({ setting }) => setting !== undefined);
  return count("failed") > 0 ? 2 : count("warned") > 0 || hasSettings ? 1 : 0;
}

/** Names are accepted, as by `install`. */
async function readSourceIds(settings: Settings, account: Account): Promise<string[]> {
  const ids = settings.list("engageSourceIds");
  if (ids.every((one) => /^[0-9a-f]{24}$/.test(one))) {
    return ids;
  }
  const { found, unknown } = resolveListed(settings.get("engageSourceIds") ?? "", await listSources(account));
  if (unknown.length > 0) {
    throw new Error(`Engage has no source "${unknown[0]}" (ENGAGE_SOURCE_IDS).`);
  }
  return found.map(({ id }) => id);
}

async function readScript(path: string): Promise<Script> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new Error(`There is no script ${path}.`);
  });
  try {
    return parseScript(text);
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readVersion(): Promise<string> {
  const manifest = z.object({ version: z.string() });
  return manifest.parse(JSON.parse(await readFile(join(root, "package.json"), "utf8"))).version;
}

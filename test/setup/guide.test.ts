/** The guide by value: what it asks, saves, tries and offers, with a person whose answers are given and Engage's stand-in. */
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { type EngageStandIn, startEngage } from "../../sandbox/engage/startEngage";
import { areMendedLater } from "../../setup/areMendedLater";
import type { Command, CommandContext } from "../../setup/command";
import { findUnusableSettings } from "../../setup/doctor/findUnusableSettings";
import type { CommandName } from "../../setup/flags";
import { guide } from "../../setup/guide";
import { type AfterFailure, Cancelled } from "../../setup/prompt";
import { createReport } from "../../setup/report";
import { type SettingKey, Settings } from "../../setup/settings";

const HUB = "https://endpoint-trial.cognigy.ai/0123456789abcdef";

let engage: EngageStandIn;
let folder: string;
let dotEnvFile: string;

beforeAll(async () => {
  [engage, folder] = await Promise.all([startEngage(), mkdtemp(join(tmpdir(), "guide-"))]);
  dotEnvFile = join(folder, ".env");
});
beforeEach(() => rm(dotEnvFile, { force: true }));
afterAll(() => Promise.all([engage.close(), rm(folder, { recursive: true })]));

interface Person {
  answers: Partial<Record<SettingKey, string[]>>;
  choices?: AfterFailure[];
  /** How often the doctor fails before it is content. */
  doctorFailures?: number;
  says?: boolean;
}

/** Without an answer left for a value that is needed, the person presses Ctrl+C. */
async function follow({ answers, choices = [], doctorFailures = 0, says = true }: Person) {
  const printed: string[] = [];
  const asked: SettingKey[] = [];
  const questions: string[] = [];
  const ran: string[] = [];
  const report = createReport({
    print: (text) => void printed.push(text),
    isTerminal: false,
    useColours: false,
    asJson: false,
  });
  let failuresLeft = doctorFailures;
  const command = (name: CommandName): Command => ({
    summary: name,
    run: async ({ isBeforeProvision = false }) => {
      ran.push(`${name}${isBeforeProvision ? " before provision" : ""}`);
      if (name !== "doctor") {
        return 0;
      }
      if (failuresLeft-- <= 0) {
        return 1;
      }
      report.finding({ level: "fail", code: "source_missing", message: "There is no source 7.", fix: "Correct it." });
      return 2;
    },
  });
  const context: CommandContext = {
    settings: new Settings({ flag: {}, environment: {}, file: {} }),
    report,
    prompt: {
      isInteractive: true,
      askFor: async (key, isNeeded) => {
        asked.push(key);
        const answer = answers[key]?.shift();
        if (answer === undefined && isNeeded) {
          throw new Cancelled();
        }
        return answer;
      },
      confirm: async () => says,
      choose: async () => undefined,
      chooseMany: async () => undefined,
      chooseAfterFailure: async (question) => {
        questions.push(question);
        return choices.shift() ?? "stop";
      },
    },
    isDryRun: false,
    dotEnvFile,
    outputFolder: folder,
  };
  const commands = {
    doctor: command("doctor"),
    provision: command("provision"),
    write: command("write"),
    install: command("install"),
    rehearse: command("rehearse"),
    remove: command("remove"),
    report: command("report"),
    "all-to-agents": command("all-to-agents"),
    "all-to-bot": command("all-to-bot"),
  };
  const exitCode = await guide(context, commands).catch((error: unknown) => {
    if (error instanceof Cancelled) {
      return "cancelled";
    }
    throw error;
  });
  return { exitCode, text: printed.join(""), asked, questions, ran, settings: context.settings };
}

const good = () => ({
  engageApiUrl: [engage.apiUrl],
  engageAccessToken: [engage.seed.tokens.bot],
  cognigyHubUrl: [HUB],
});
const readSaved = async () => parseEnv(await readFile(dotEnvFile, "utf8"));

it("tries the token at once, says why it is refused, and asks again", async () => {
  const answers = {
    ...good(),
    engageApiUrl: [engage.apiUrl, engage.apiUrl],
    engageAccessToken: ["somebody-elses", engage.seed.tokens.bot],
  };
  const { text, asked, exitCode } = await follow({ answers, choices: ["correct"] });
  expect(text).toContain("[token_refused]");
  expect(text.match(/\[api_answers\]/g)).toHaveLength(1);
  expect(asked.slice(0, 5)).toEqual([
    "engageApiUrl",
    "engageAccessToken",
    "engageApiUrl",
    "engageAccessToken",
    "cognigyApiUrl",
  ]);
  expect(exitCode).toBe(1);
  expect((await readSaved()).ENGAGE_ACCESS_TOKEN).toBe(engage.seed.tokens.bot);
});

it.each([
  ["a wrong token", () => engage.apiUrl, "Engage doesn't accept these values. What now?"],
  ["an address without Engage", () => "http://127.0.0.1:1/1.0", "Engage can't be reached with these values. What now?"],
])("says what the matter is with %s", async (_what, urlOf, question) => {
  const { questions } = await follow({ answers: { engageApiUrl: [urlOf()], engageAccessToken: ["wrong"] } });
  expect(questions).toEqual([question]);
});

it("goes through all commands, and derives the Endpoint base instead of asking for it", async () => {
  const { ran, asked, settings } = await follow({ answers: good() });
  expect(ran).toEqual(["doctor before provision", "provision", "write", "provision", "doctor"]);
  expect(asked).not.toContain("cognigyEndpointUrl");
  expect(settings.get("cognigyEndpointUrl")).toBe("https://endpoint-trial.cognigy.ai");
});

it("says what failed, and runs the step again with corrected values", async () => {
  const other = HUB.replace("0123", "4567");
  const answers = { ...good(), engageApiUrl: [engage.apiUrl, engage.apiUrl], cognigyHubUrl: [HUB, other] };
  answers.engageAccessToken.push(engage.seed.tokens.bot);
  const { text, ran } = await follow({ answers, choices: ["correct"], doctorFailures: 1 });
  expect(text).toContain("doctor failed:\n  - There is no source 7. [source_missing]");
  expect(ran.slice(0, 3)).toEqual(["doctor before provision", "doctor before provision", "provision"]);
  expect((await readSaved()).COGNIGY_HUB_URL).toBe(other);
});

it.each([
  ["anyway", 1, ["doctor before provision", "provision", "write", "provision", "doctor"]],
  ["stop", 2, ["doctor before provision"]],
] as const)("after a failure does as told: %s", async (choice, expected, commands) => {
  const { exitCode, ran } = await follow({ answers: good(), choices: [choice], doctorFailures: 1 });
  expect({ exitCode, ran }).toEqual({ exitCode: expected, ran: commands });
});

it("saves each answer at once for its owner alone, and says after Ctrl+C what was saved", async () => {
  const { engageApiUrl, engageAccessToken } = good();
  const { exitCode, text } = await follow({ answers: { engageApiUrl, engageAccessToken, cognigyApiUrl: ["-"] } });
  expect(exitCode).toBe("cancelled");
  expect(text).toContain(`Saved in ${dotEnvFile}: ENGAGE_API_URL, ENGAGE_ACCESS_TOKEN.`);
  expect(await readSaved()).toEqual({
    ENGAGE_API_URL: engage.apiUrl,
    ENGAGE_ACCESS_TOKEN: engage.seed.tokens.bot,
  });
  expect((await stat(dotEnvFile)).mode & 0o777).toBe(0o600);
});

it("takes what provision makes for missing only once provision had its turn", () => {
  const settings = new Settings({ flag: {}, environment: { COGNIGY_HUB_URL: HUB }, file: {} });
  const levelsOf = (isBefore: boolean) =>
    findUnusableSettings(settings, isBefore)
      .findings.filter(({ message }) => /CATEGORY_ID|WEBHOOK_SECRET|VERIFICATION_TOKEN/.test(message))
      .map(({ level, code, fix }) => [level, code, fix?.includes("provision")]);
  expect(levelsOf(true)).toEqual(Array(4).fill(["warn", "made_by_provision", true]));
  expect(levelsOf(false)).toEqual(Array(4).fill(["fail", "setting_missing", true]));
});

it.each([
  [["hub_not_filled", "webhook_missing"], true],
  [["hub_not_filled", "token_refused"], false],
  [[], false],
])("knows whether later steps put %j right: %s", (codes, expected) => {
  expect(areMendedLater(codes.map((code) => ({ level: "fail", code, message: "" })))).toBe(expected);
});

it("names the API's host to whoever enters the console's", () => {
  const settings = new Settings({ flag: {}, environment: { ENGAGE_API_URL: "acme.engagement.dimelo.com" }, file: {} });
  const [finding] = findUnusableSettings(settings).findings;
  expect(finding).toMatchObject({
    code: "setting_malformed",
    message: expect.stringContaining("Enter acme.api.engagement.dimelo.com as the Base API URL"),
  });
});

/** `npm run docs:questions`: writes `docs/reference/open-questions*.md` from the table of readings. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { QUESTIONS } from "../../sandbox/readings";
import type { Question, Reading } from "../../sandbox/readings/Question";
import { SETTLED_QUESTIONS } from "../../sandbox/readings/settledQuestions";
import { toTable, wrap } from "../../scripts/docs/markdown";
import { root } from "../../scripts/paths";
import { CONVERSATIONS } from "./conversations";
import { createRows, OUTAGES } from "./rows";

export const PAGE = join(root, "docs/reference/open-questions.md");
const ENGAGE_PAGE = join(root, "docs/reference/open-questions-engage.md");

/** Of a whole run, rounded down: what a run must reach. Kept on the page itself. */
export function readChecks(page: string): number {
  return Number(/([\d,]+) checks/.exec(page)?.[1]?.replace(/,/g, "") ?? 0);
}

/** The text of each page, by its path. */
export function renderPages(checks: number): ReadonlyMap<string, string> {
  return new Map([
    [PAGE, toPage([...renderIntroduction(checks), ...renderQuestions("Cognigy.AI"), ...renderSettled()])],
    [
      ENGAGE_PAGE,
      toPage([
        "# Open questions about Engage",
        "",
        "Written by `npm run docs:questions` from `sandbox/readings.ts`. What these questions are, and those about Cognigy.AI: [open questions about the platforms](open-questions.md).",
        "",
        ...renderQuestions("Engage"),
      ]),
    ],
  ]);
}

/** Long lines are broken, but no tables or code. */
function toPage(lines: readonly string[]): string {
  const isText = (line: string) => !/^(\||#|npm |```)/.test(line);
  return lines.map((line) => (isText(line) ? wrap(line, line.startsWith("- ") ? "  " : "") : line)).join("\n");
}

function renderIntroduction(checks: number): string[] {
  const rows = createRows(2).length;
  const readings = QUESTIONS.reduce((sum, question) => sum + question.readings.length, 0);
  return [
    "# Open questions about the platforms",
    "",
    "Written by `npm run docs:questions` from `sandbox/readings.ts`.",
    "",
    "At some points the documents of Cognigy.AI and RingCentral Engage Digital are silent, or contradict each other. This page lists the questions about Cognigy.AI, and [another one](open-questions-engage.md) those about Engage: what we assume, what happens if your account works in another way, and how to find out.",
    "",
    "You don't need to find out anything before you start. Whole conversations on both routes are played under all combinations of any two answers, and the promises in this documentation are kept under all of them, apart from what these pages state. Where a route can't work at all, the entry says **outage**.",
    "",
    toTable(
      ["What is played", "Number"],
      [
        ["Questions", String(QUESTIONS.length)],
        ["Answers", String(readings)],
        ["Combinations", String(rows)],
        ["Outages", String(OUTAGES.length)],
        ["Conversations", format((rows + OUTAGES.length) * CONVERSATIONS.length)],
        ["Checks", `more than ${format(checks)} checks`],
      ],
    ),
    "",
    "```sh",
    "npm run readings                                     # all combinations",
    'npm run readings -- --only "importTime=20 s"         # one answer; repeat --only for several',
    "npm run readings -- --row 7                          # one combination",
    "npm run readings -- --all                            # any three answers together: takes hours",
    "```",
    "",
    "`npm run setup -- rehearse` [finds out](../operate/rehearse.md) what a handover on your accounts can show, and writes a report without secrets. If you found out how your account works, please open an issue with that report, or with the question's name, the answer, and your release of Cognigy.AI. We then change what we assume.",
    "",
  ];
}

function renderQuestions(platform: Question["platform"]): string[] {
  return [
    `## ${platform}`,
    "",
    ...QUESTIONS.filter((question) => question.platform === platform).flatMap(renderQuestion),
  ];
}

function renderSettled(): string[] {
  return [
    "## Handled the same way on every account",
    "",
    toTable(
      ["Question", "What the product does"],
      SETTLED_QUESTIONS.map(({ question, handling }) => [question, handling]),
    ),
    "",
  ];
}

function renderQuestion({ id, question, source, readings, findOut }: Question): string[] {
  const [usual, ...others] = readings;
  return [
    `### ${question}`,
    "",
    `Name: \`${id}\`. Our notes: ${source}.`,
    "",
    `- **We assume:** ${usual.platform} (\`${usual.name}\`) ${usual.effect}`,
    ...others.map((reading) => `- **Otherwise:** ${reading.platform} (\`${reading.name}\`) ${renderEffect(reading)}`),
    `- **To find out:** ${findOut}`,
    "",
  ];
}

function renderEffect({ effect, outage }: Reading): string {
  return outage === undefined ? effect : `${effect} **Outage:** ${outage}`;
}

function format(number: number): string {
  return number.toLocaleString("en-GB");
}

if (require.main === module) {
  for (const [page, text] of renderPages(readChecks(readFileSync(PAGE, "utf8")))) {
    writeFileSync(page, text);
  }
}

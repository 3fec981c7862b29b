/** `npm run docs:questions`: writes `docs/reference/open-questions.md` from the table of readings. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { QUESTIONS } from "../../sandbox/readings";
import type { Question, Reading } from "../../sandbox/readings/Question";
import { SETTLED_QUESTIONS } from "../../sandbox/readings/settledQuestions";
import { root } from "../../scripts/paths";
import { CONVERSATIONS } from "./conversations";
import { createRows, OUTAGES } from "./rows";

export const PAGE = join(root, "docs/reference/open-questions.md");

/** Of a whole run, rounded down: what a run must reach. Kept on the page itself. */
export function readChecks(page: string): number {
  return Number(/([\d,]+) checks/.exec(page)?.[1]?.replace(/,/g, "") ?? 0);
}

export function renderPage(checks: number): string {
  const rows = createRows(2).length;
  const readings = QUESTIONS.reduce((sum, question) => sum + question.readings.length, 0);
  return [
    "# Open questions about the platforms",
    "",
    "Written by `npm run docs:questions` from `sandbox/readings.ts`.",
    "",
    "At some points the documents of Cognigy.AI and RingCentral Engage Digital are silent, or contradict each other. This page lists them: what we assume, what happens if your account works in another way, and how to find out.",
    "",
    "You don't need to find out anything before you start. Whole conversations on both routes are played under all combinations of any two answers, and the promises in this documentation hold under all of them, apart from what this page states. Where a route can't work at all, the entry says **outage**.",
    "",
    `| Questions | Answers | Combinations | Outages | Conversations | Checks |`,
    `| ---: | ---: | ---: | ---: | ---: | ---: |`,
    `| ${QUESTIONS.length} | ${readings} | ${rows} | ${OUTAGES.length} | ${format((rows + OUTAGES.length) * CONVERSATIONS.length)} | more than ${format(checks)} checks |`,
    "",
    "```sh",
    "npm run readings                                     # all combinations",
    'npm run readings -- --only "importTime=20 s"         # one answer; repeat --only for several',
    "npm run readings -- --row 7                          # one combination",
    "npm run readings -- --all                            # any three answers together: takes hours",
    "```",
    "",
    "If you found out how your account works, please open an issue with the question's name, the answer, and your release of Cognigy.AI. We then change what we assume.",
    "",
    ...(["Cognigy.AI", "Engage"] as const).flatMap((platform) => [
      `## ${platform}`,
      "",
      ...QUESTIONS.filter((question) => question.platform === platform).flatMap(renderQuestion),
    ]),
    "## Handled the same way on every account",
    "",
    "| Question | What the product does |",
    "| --- | --- |",
    ...SETTLED_QUESTIONS.map(({ question, handling }) => `| ${question} | ${handling} |`),
    "",
  ].join("\n");
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
  writeFileSync(PAGE, renderPage(readChecks(readFileSync(PAGE, "utf8"))));
}

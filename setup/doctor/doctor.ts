/** `doctor`: checks everything that can be seen from outside, changes nothing, and says where to put right what is wrong. */

import type { Command } from "../command";
import { countOf } from "../countOf";
import type { Finding, Level } from "../report";
import { createCheckContext } from "./check";
import { CHECKS } from "./checks/allChecks";
import { findUnusableSettings } from "./findUnusableSettings";
import { runChecks } from "./runChecks";

const MADE_BY_INSTALL = ["cognigyHubUrl", "engageAgentCategoryId", "engageWebhookSecret"] as const;

export const doctor: Command = {
  summary: "check everything that can be seen from outside (changes nothing)",
  async run({ settings, report, outputFolder, isBeforeProvision }) {
    report.section("Values");
    const { findings, unusable } = findUnusableSettings(settings, isBeforeProvision);
    const levels: Level[] = [];
    const tell = (finding: Finding) => {
      levels.push(finding.level);
      report.finding(finding);
    };
    for (const finding of findings) {
      tell(finding);
    }
    const context = createCheckContext(settings, outputFolder);
    try {
      const results = await report.during("Asking Engage and Cognigy.AI", () =>
        runChecks(
          CHECKS.flatMap(({ checks }) => checks),
          context,
          unusable,
        ),
      );
      const shown = new Map(results.map(({ check, findings: found }) => [check.id, found]));
      for (const { title, checks } of CHECKS) {
        report.section(title);
        for (const { id } of checks) {
          for (const finding of shown.get(id) ?? []) {
            tell(finding);
          }
        }
      }
    } finally {
      context.close();
    }
    report.section("Result");
    if (!isBeforeProvision && MADE_BY_INSTALL.every((key) => settings.get(key) === undefined)) {
      report.note("Nothing is set up here yet: run `npm run setup -- install`.");
    }
    const count = (level: Level) => levels.filter((one) => one === level).length;
    report.note(`${count("pass")} right, ${countOf(count("warn"), "warning")}, ${countOf(count("fail"), "failure")}`);
    return count("fail") > 0 ? 2 : count("warn") > 0 ? 1 : 0;
  },
};

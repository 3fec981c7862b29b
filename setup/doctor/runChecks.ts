/** Runs checks side by side, each as soon as those before it are done, and leaves out what a failure would only repeat. */
import { toEngageError } from "../../src/core/errors";
import type { Finding } from "../report";
import { SETTINGS, type SettingKey } from "../settings";
import { type Check, type CheckContext, fail, skip } from "./check";

export interface CheckResult {
  check: Check;
  findings: Finding[];
}

/** In the order of the table, whatever was done first. */
export async function runChecks(
  checks: readonly Check[],
  context: CheckContext,
  /** Values that are missing or malformed: told once, elsewhere. */
  unusable: ReadonlySet<SettingKey>,
): Promise<CheckResult[]> {
  /** The title of what stands in the way, for each check that did not come out well. */
  const outcomes = new Map<string, Promise<{ findings: Finding[]; obstacle: string | undefined }>>();
  for (const check of checks) {
    const before = check.after.map((id) => {
      const outcome = outcomes.get(id);
      if (outcome === undefined) {
        throw new Error(`${check.id} comes after ${id}, which is not before it in the table`);
      }
      return outcome;
    });
    const others = check.isLast ? [...outcomes.values()] : [];
    outcomes.set(check.id, decide(check, before, others));
  }
  async function decide(
    check: Check,
    before: readonly Promise<{ obstacle: string | undefined }>[],
    others: readonly Promise<unknown>[],
  ) {
    await Promise.all(others);
    const reason = check.unless?.(context.settings);
    if (reason !== undefined) {
      return { findings: [skip("not_applicable", `${check.title}: ${reason}`)], obstacle: undefined };
    }
    const missing = check.needs.find((key) => unusable.has(key) || context.settings.get(key) === undefined);
    const blocked =
      missing === undefined
        ? (await Promise.all(before)).map(({ obstacle }) => obstacle).find((obstacle) => obstacle !== undefined)
        : `${SETTINGS[missing].variable} ${context.settings.get(missing) === undefined ? "is not set yet" : "cannot be used"}`;
    if (blocked !== undefined) {
      return { findings: [skip("skipped", `${check.title}: skipped because ${blocked}`)], obstacle: blocked };
    }
    const findings = await run(check, context);
    const hasFailed = findings.some(({ level }) => level === "fail");
    return { findings, obstacle: hasFailed ? `"${check.title}" failed` : undefined };
  }
  return Promise.all(
    checks.map(async (check) => ({ check, findings: (await outcomes.get(check.id))?.findings ?? [] })),
  );
}

async function run(check: Check, context: CheckContext): Promise<Finding[]> {
  try {
    return await check.run(context);
  } catch (thrown) {
    const error = toEngageError(thrown);
    return [
      fail(
        error.code === "unexpected" ? "check_failed" : `engage_${error.code}`,
        `${check.title}: ${error.message}`,
        error.hint ?? "Try again; if it stays, report it.",
      ),
    ];
  }
}

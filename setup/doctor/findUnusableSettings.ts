/** The values themselves: which are missing, and which cannot be right. The checks that need them are left out. */
import type { Finding } from "../report";
import { nameOf, SETTING_KEYS, SETTINGS, type SettingKey, type Settings } from "../settings";
import { fail, pass, warn } from "./check";

const ALWAYS: readonly SettingKey[] = [
  "engageApiUrl",
  "engageAccessToken",
  "engageBotCategoryId",
  "engageAgentCategoryId",
  "engageWebhookSecret",
  "engageVerificationToken",
  "cognigyHubUrl",
  "cognigyEndpointUrl",
];
const MADE_BY_PROVISION: readonly SettingKey[] = [
  "engageBotCategoryId",
  "engageAgentCategoryId",
  "engageWebhookSecret",
  "engageVerificationToken",
];
const BRIDGE: readonly SettingKey[] = ["engageRealtimeEndpointUrl", "engageRealtimeAccessToken", "cognigyCustomerUrls"];

function findNeededSettings(settings: Settings): readonly SettingKey[] {
  return settings.usesBridge ? [...ALWAYS, ...BRIDGE] : ALWAYS;
}

export function findUnusableSettings(
  settings: Settings,
  isBeforeProvision = false,
): { findings: Finding[]; unusable: Set<SettingKey> } {
  const unusable = new Set<SettingKey>();
  const findings: Finding[] = [];
  for (const key of SETTING_KEYS) {
    const value = settings.get(key);
    const { flag, variable, whereToFind, findProblem } = SETTINGS[key];
    const problem = value === undefined ? undefined : findProblem(value);
    if (problem !== undefined) {
      unusable.add(key);
      findings.push(fail("setting_malformed", `${nameOf(key)}: ${problem}`, `Correct ${variable}. ${whereToFind}`));
    } else if (value === undefined && findNeededSettings(settings).includes(key)) {
      unusable.add(key);
      const isMade = MADE_BY_PROVISION.includes(key);
      findings.push(
        isMade && isBeforeProvision
          ? warn("made_by_provision", `Not there yet: ${nameOf(key)}.`, "Nothing to do: it is made by `provision`.")
          : fail(
              "setting_missing",
              `Missing: ${nameOf(key)}.`,
              `${isMade ? "Let `provision` make it, or give" : "Give"} --${flag}, or set ${variable} in the environment or in .env. ${whereToFind}`,
            ),
      );
    }
  }
  if (!settings.usesBridge && settings.list("engageSourceIds").length === 0) {
    findings.push(
      warn(
        "no_route",
        "Neither route bridge nor a source of route channel is named: only a part can be checked.",
        "Set ENGAGE_REALTIME_ENDPOINT_URL and ENGAGE_REALTIME_ACCESS_TOKEN (route bridge), or ENGAGE_SOURCE_IDS (route channel).",
      ),
    );
  }
  return {
    findings: findings.length > 0 ? findings : [pass("settings", "All values are there and look right")],
    unusable,
  };
}

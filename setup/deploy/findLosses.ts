/** What becomes of settings that can't go into the new code of a transformer. */
import type { Finding } from "../report";
import type { KeptSettings } from "./keepSettings";

/** Without it, agents would read what was hidden from them. */
const MASKING = ["maskBeforeSending", "maskPatterns"];

export function findLosses(endpoint: string, { unusable, unknown, isBroken }: KeptSettings): Finding[] {
  const place = `In Cognigy.AI: Deploy > Endpoints > ${endpoint} > Transformer`;
  const masking = unusable.filter((name) => MASKING.includes(name));
  const others = unusable.filter((name) => !MASKING.includes(name));
  const lost = [
    ...(others.length > 0 ? [`${others.join(", ")} (the value can't be used)`] : []),
    ...(unknown.length > 0 ? [`${unknown.join(", ")} (not a setting of this version)`] : []),
  ];
  return [
    ...(masking.length > 0
      ? [
          {
            level: "fail",
            code: "masking_unusable",
            message: `${masking.join(", ")} in "${endpoint}" can't be used, and without masking agents would read everything.`,
            fix: 'Write a list of texts, such as ["cards"], or [] for none, and run `install` again.',
            place,
          } as const,
        ]
      : []),
    ...(lost.length > 0
      ? [
          {
            level: "warn",
            code: "setting_not_kept",
            message: `Not kept from CONFIG of "${endpoint}": ${lost.join("; ")}.`,
            fix: "docs/reference/settings.md lists the settings and their values. Set them again if you need them.",
            place,
          } as const,
        ]
      : []),
    ...(isBroken
      ? [
          {
            level: "warn",
            code: "settings_unreadable",
            message: `CONFIG of "${endpoint}" can't be read, so none of its settings are kept.`,
            fix: "Copy the transformer first if somebody changed its settings.",
            place,
          } as const,
        ]
      : []),
  ];
}

/** The faults that a person can switch on, in words. */
import type { FaultSettings } from "../../app/view";

export interface FaultText {
  title: string;
  /** What the person will see. */
  effect: string;
  testId: string;
}

export const ENGAGE_FAULTS = {
  none: { title: "Engage answers normally", effect: "", testId: "fault-engage-none" },
  slow: {
    title: "Engage is slow",
    effect: "Every call takes 1.5 s longer. Handovers still work.",
    testId: "fault-engage-slow",
  },
  errors: {
    title: "Engage answers every call with 500",
    effect:
      "The bot can't hand over and says so. What a Webchat customer writes to an agent gets lost, and so do the bot's answers on Engage Messaging: both travel through Engage.",
    testId: "fault-engage-errors",
  },
  throttling: {
    title: "Engage answers every call with 429",
    effect:
      "As if the account had used up its 500 calls a minute. The bot can't hand over until this ends, and messages get lost where they travel through Engage.",
    testId: "fault-engage-throttling",
  },
  resets: {
    title: "Connections to Engage break",
    effect:
      "No call gets an answer, as with a broken network or firewall. The bot can't hand over, and messages get lost where they travel through Engage.",
    testId: "fault-engage-resets",
  },
} satisfies Record<FaultSettings["engage"], FaultText>;

export const WEBHOOK_FAULTS = [
  {
    key: "webhooksDuplicated",
    title: "Webhooks arrive twice",
    effect: "The bot must still answer each message once.",
    testId: "fault-duplicated",
  },
  {
    key: "webhooksReordered",
    title: "Webhooks arrive in any order",
    effect: "The end of a handover may arrive before its beginning.",
    testId: "fault-reordered",
  },
  {
    key: "webhooksDelayed",
    title: "Webhooks arrive 3 s late",
    effect: "On Engage Messaging, the bot answers later.",
    testId: "fault-delayed",
  },
  {
    key: "wrongSecret",
    title: "Webhooks carry the wrong secret",
    effect:
      "The hub rejects them with 401, so the bot on Engage Messaging hears nothing. After ten failures Engage switches the webhook off.",
    testId: "fault-wrong-secret",
  },
] as const satisfies readonly (FaultText & { key: keyof FaultSettings })[];

export const RETRY_SPEEDS = [
  { value: 1, title: "As on the platform", effect: "After 32 s, 4 min, 17 min and so on.", testId: "fault-retry-1" },
  { value: 10, title: "10 times faster", effect: "", testId: "fault-retry-10" },
  { value: 100, title: "100 times faster", effect: "", testId: "fault-retry-100" },
] as const satisfies readonly (FaultText & { value: FaultSettings["retrySpeed"] })[];

/** People forget what they have switched on, and wonder. */
export function listActiveFaults(faults: FaultSettings): FaultText[] {
  const engage = faults.engage === "none" ? [] : [ENGAGE_FAULTS[faults.engage]];
  return [...engage, ...WEBHOOK_FAULTS.filter(({ key }) => faults[key])];
}

/**
 * What a rehearsal sees of the open questions about the platforms (docs/reference/open-questions.md). Questions and
 * readings have the names of that page; where the account follows a reading that needs another setting, it's named.
 */

export interface Observation {
  question: string;
  /** Names of the readings that fit what was seen. */
  readings: readonly string[];
  evidence: string;
  /** What to change because of it. */
  setting?: string;
}

const SETTINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  importedCategories: {
    none: "Set `onlyBotCategory: false` in the hub, or make Bot a default category of the source.",
    missing: "Set `onlyBotCategory: false` in the hub, or make Bot a default category of the source.",
  },
  replyNeedsIntervention: {
    "403": 'Leave "Intervention for the bot" switched on in Receive Engage Events.',
    "422": 'Leave "Intervention for the bot" switched on in Receive Engage Events.',
  },
  tokenOwner: {
    "the administrator": "Use a token of a separate user who isn't an agent, if your account lets you choose.",
    unknown: "Check who the token belongs to under Admin > API access tokens.",
  },
  rulesEngine: { "add one": "Check that no rule of the rules engine adds the Bot or the Agent category." },
  inputSanitization: { escapes: "Switch Input Sanitization of the Endpoint off if your Flow needs `<` and `>`." },
  sessionStorage: { gone: "Route `bridge` can't work on this installation. Ask Cognigy's support." },
};

export class Observations {
  private readonly seen = new Map<string, Observation>();

  /** The first one counts, unless a later one is more exact. */
  note(question: string, readings: readonly string[], evidence: string): void {
    const known = this.seen.get(question);
    if (known !== undefined && known.readings.length <= readings.length) {
      return;
    }
    const [only, ...others] = readings;
    const setting = only === undefined || others.length > 0 ? undefined : SETTINGS[question]?.[only];
    this.seen.set(question, { question, readings, evidence, ...(setting !== undefined && { setting }) });
  }

  get all(): Observation[] {
    return [...this.seen.values()];
  }
}

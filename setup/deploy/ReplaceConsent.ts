/** Whether transformers that aren't ours may be replaced: all with `--replace-transformers`, or those that a person agrees to. */
import type { CommandContext } from "../command";
import type { DeployPlan, ForeignTransformer } from "./DeployPlan";

const FLAG = "--replace-transformers";

export class ReplaceConsent {
  private readonly agreed = new Set<string>();

  constructor(
    private readonly context: CommandContext,
    private readonly replacesAll: boolean,
  ) {}

  /** Whether to go on. Each is asked about once, until one is kept; where nobody can be asked, all are reported. */
  async allows(steps: DeployPlan["steps"]): Promise<boolean> {
    let isAllowed = true;
    for (const { replaces } of steps) {
      if (replaces !== undefined && (isAllowed || !this.asks)) {
        isAllowed = (await this.allowsOne(replaces)) && isAllowed;
      }
    }
    return isAllowed;
  }

  private get asks(): boolean {
    return this.context.prompt.isInteractive && !this.context.isDryRun;
  }

  private async allowsOne(foreign: ForeignTransformer): Promise<boolean> {
    const { report, prompt, isDryRun } = this.context;
    const { endpointId, endpointName, file, present, savedTo } = foreign;
    const key = `${endpointId} ${present}`;
    if (this.replacesAll || this.agreed.has(key)) {
      return true;
    }
    const message = `The Endpoint "${endpointName}" has a transformer that isn't ours (${present}). ${file} would replace it.`;
    const fix = `Give ${FLAG} to replace it; its code is saved in ${savedTo} first. Or create another Endpoint, and give its URL.`;
    if (!this.asks) {
      const level = isDryRun ? "warn" : "fail";
      report.finding({ level, code: "transformer_foreign", message, fix });
      return false;
    }
    const question = `${message} Its code is saved in ${savedTo} first. Replace it?`;
    if (await prompt.confirm(question, { byDefault: false })) {
      this.agreed.add(key);
      return true;
    }
    report.finding({
      level: "warn",
      code: "transformer_kept",
      message: `The transformer of "${endpointName}" stays as it is.`,
      fix: "Create another Endpoint, give its URL, and run `install` again.",
    });
    return false;
  }
}

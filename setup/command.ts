/** What each command of the assistant gets, and what it gives back. */
import type { Prompt } from "./prompt";
import type { Report } from "./report";
import type { Settings } from "./settings";

export interface CommandContext {
  settings: Settings;
  report: Report;
  prompt: Prompt;
  /** `--dry-run`: show what would be done, and do nothing. */
  isDryRun: boolean;
  /** In the guide: what `provision` makes is not there yet, and that is as it should be. */
  isBeforeProvision?: boolean;
  /** In the guide: it has asked for access to both platforms, tried it, and says what was saved. */
  isGuided?: boolean;
  /** The .env file that is read and written. */
  dotEnvFile: string;
  /** Where filled transformers and the sheet go: dist. */
  outputFolder: string;
}

export interface Command {
  summary: string;
  /** The exit code: 0 all right, 1 warnings or something left to do by hand, 2 failures. */
  run: (context: CommandContext) => Promise<number>;
}

/** What `install` gets. */
import type { CommandContext } from "../command";

export interface InstallContext extends CommandContext {
  /** `--force`: upload the Extension even if this or a newer version is installed. */
  isForced?: boolean;
  /** `--new-flow`: where a Flow would stay as it is, create a new one and use that. */
  replacesChangedFlows?: boolean;
  /** `--replace-transformers`: also transformers that aren't ours are replaced. */
  replacesTransformers?: boolean;
}

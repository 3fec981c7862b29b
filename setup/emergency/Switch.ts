/** What an emergency switch works with. */
import type { CommandContext } from "../command";
import type { Account } from "../engage/account";
import type { CallPace } from "../engage/createPace";

export interface EmergencyContext extends CommandContext {
  /** `--undo`: put back what the last run changed. */
  isUndo?: boolean;
}

export interface Switch {
  context: EmergencyContext;
  account: Account;
  pace: CallPace;
  recordFile: string;
}

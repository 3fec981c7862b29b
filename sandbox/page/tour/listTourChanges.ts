/** What the start of the tour deletes or changes, in words. */
import type { SandboxView } from "../../app/view";
import { listActiveFaults } from "../bar/faults";

interface Changeable extends Pick<SandboxView, "faults" | "clock" | "readings"> {
  desk: Pick<SandboxView["desk"], "threads">;
}

export function listTourChanges({ desk, faults, clock, readings }: Changeable, hasChat: boolean): string[] {
  return [
    ...(hasChat || desk.threads.length > 0 ? ["All conversations are deleted."] : []),
    ...(listActiveFaults(faults).length > 0 ? ["Faults end."] : []),
    ...(clock.shiftMs > 0 || clock.hours !== "always"
      ? ["The clock is your computer's again, and the shop is open round the clock."]
      : []),
    ...(Object.keys(readings).length > 0 ? ["The platforms behave as usual again."] : []),
  ];
}

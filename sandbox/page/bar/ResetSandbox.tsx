/** Everything as it was at the start, after a question. */
import { Confirmation } from "../components/Confirmation";
import { Menu } from "../components/Menu";
import { resetEverything } from "./resetEverything";

export function ResetSandbox() {
  return (
    <Menu label="Reset" short="Reset" icon="reset" look="is-quiet" testId="sandbox-reset">
      {(close) => (
        <Confirmation
          label="Reset sandbox"
          testId="sandbox-reset"
          onConfirm={() => {
            close();
            void reset();
          }}
          onCancel={close}
        >
          This deletes all conversations, ends faults and sets the clock back to your computer's time. Flow and platform
          behaviour stay.
        </Confirmation>
      )}
    </Menu>
  );
}

async function reset(): Promise<void> {
  if (!(await resetEverything())) {
    return;
  }
  for (const area of [document.documentElement, ...document.querySelectorAll(".scrolls, .column")]) {
    area.scrollTop = 0;
  }
}

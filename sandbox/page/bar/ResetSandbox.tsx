/** Everything as it was at the start, asked for twice. */

import { Menu } from "../components/Menu";
import { restartWebchat } from "../customer/webchat";
import { choose } from "../pageChoices";
import { sendCommand } from "../sendCommand";

export function ResetSandbox() {
  return (
    <Menu label="Reset" short="Reset" icon="reset" look="is-quiet" testId="sandbox-reset">
      {(close) => (
        <>
          <p>
            All conversations are deleted. Faults end, and the clock is your computer's again. Flow and platform
            behaviour stay.
          </p>
          <div class="row">
            <button
              type="button"
              class="button is-danger"
              data-testid="sandbox-reset-yes"
              onClick={() => {
                close();
                void reset();
              }}
            >
              Reset sandbox
            </button>
            <button type="button" class="button is-quiet" data-testid="sandbox-reset-no" onClick={close}>
              Keep
            </button>
          </div>
        </>
      )}
    </Menu>
  );
}

async function reset(): Promise<void> {
  if ((await sendCommand({ type: "resetSandbox" })) === undefined) {
    return;
  }
  choose({ customerId: undefined, threadId: undefined, detail: undefined, executionId: undefined });
  restartWebchat();
  for (const area of [document.documentElement, ...document.querySelectorAll(".scrolls, .column")]) {
    area.scrollTop = 0;
  }
}

/** Everything as it was at the start, asked for twice. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../components/Icon";
import { restartWebchat } from "../customer/webchat";
import { choose } from "../pageChoices";
import { sendCommand } from "../sendCommand";
import { showToast } from "../toasts";

export function ResetSandbox() {
  const [isAsking, setAsking] = useState(false);
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isAsking) {
      yes.current?.focus();
    }
  }, [isAsking]);
  const reset = async () => {
    setAsking(false);
    if ((await sendCommand({ type: "resetSandbox" })) === undefined) {
      return;
    }
    choose({ customerId: undefined, threadId: undefined, detail: undefined, executionId: undefined });
    restartWebchat();
    showToast("Both platforms are as they were at the start.", "done");
  };
  if (!isAsking) {
    return (
      <button type="button" class="button is-quiet" data-testid="sandbox-reset" onClick={() => setAsking(true)}>
        <Icon name="reset" />
        Reset sandbox
      </button>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for values that are filled in.
    <span
      class="ask"
      role="group"
      aria-label="Reset the sandbox?"
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          setAsking(false);
        }
      }}
    >
      <span>All conversations go.</span>
      <button
        type="button"
        class="button is-danger"
        ref={yes}
        data-testid="sandbox-reset-yes"
        onClick={() => void reset()}
      >
        Reset
      </button>
      <button type="button" class="button is-quiet" data-testid="sandbox-reset-no" onClick={() => setAsking(false)}>
        Keep
      </button>
    </span>
  );
}

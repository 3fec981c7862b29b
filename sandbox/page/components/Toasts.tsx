/** Short notices in a row of their own at the foot of the page, so they cover nothing. */
import { dismissToast, toasts } from "../toasts";
import { Icon } from "./Icon";

export function Toasts() {
  return (
    <div role="alert" data-testid="toasts">
      {toasts.value.map(({ id, kind, text }) => (
        <div key={id} class={`toast row ${kind === "problem" ? "tone-bad" : "tone-agent"}`} data-testid="toast">
          <span class="grow">{text}</span>
          <button
            type="button"
            class="icon-button"
            aria-label="Dismiss this notice"
            data-explain="Dismiss this notice"
            onClick={() => dismissToast(id)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}

/** What the sandbox refused, in its own words, in the corner of the page. */
import { dismissToast, toasts } from "../toasts";
import { Icon } from "./Icon";

export function Toasts() {
  return (
    <div class="toasts" role="alert" data-testid="toasts">
      {toasts.value.map((toast) => (
        <div key={toast.id} class={`toast is-${toast.kind}`} data-testid="toast">
          <span class="toast-text">{toast.text}</span>
          <button
            type="button"
            class="icon-button"
            aria-label="Dismiss this notice"
            onClick={() => dismissToast(toast.id)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}

/** Whether the window is so narrow that one column is shown at a time; as in `narrow.css`. */
import { signal } from "@preact/signals";

const query = matchMedia("(max-width: 900px)");

export const narrowScreen = signal(query.matches);

query.addEventListener("change", () => {
  narrowScreen.value = query.matches;
});

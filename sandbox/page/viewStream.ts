/** The state of the sandbox as the server pushes it. */
import type { SandboxView } from "../app/view";
import { createStore } from "./store";

export type Link = "connecting" | "online" | "offline";

export const viewStore = createStore<SandboxView | undefined>(undefined);
export const linkStore = createStore<Link>("connecting");

const RETRY_MS = 1500;

export function openViewStream(): void {
  const source = new EventSource("/api/events");
  source.addEventListener("open", () => linkStore.set("online"));
  source.addEventListener("state", (event) => {
    // From the page's own server, which is of the same version.
    const view: SandboxView = JSON.parse(event.data);
    linkStore.set("online");
    viewStore.set(view);
  });
  source.addEventListener("error", () => {
    linkStore.set("offline");
    // A browser tries again by itself, except after an answer that is no stream.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(openViewStream, RETRY_MS);
    }
  });
}

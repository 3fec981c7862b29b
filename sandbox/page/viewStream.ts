/** The state of the sandbox as the server pushes it. */

import { signal } from "@preact/signals";
import type { SandboxView } from "../app/view";

export type Link = "connecting" | "online" | "offline";

export const sandboxView = signal<SandboxView | undefined>(undefined);
export const serverLink = signal<Link>("connecting");

const RETRY_MS = 1500;

export function openViewStream(): void {
  const source = new EventSource("/api/events");
  source.addEventListener("open", () => {
    serverLink.value = "online";
  });
  source.addEventListener("state", (event) => {
    // From the page's own server, which is of the same version.
    const view: SandboxView = JSON.parse(event.data);
    serverLink.value = "online";
    sandboxView.value = view;
  });
  source.addEventListener("error", () => {
    serverLink.value = "offline";
    // A browser tries again by itself, except after an answer that is no stream.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(openViewStream, RETRY_MS);
    }
  });
}

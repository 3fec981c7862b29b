/** The state of the sandbox as the server pushes it. */

import { signal } from "@preact/signals";
import type { SandboxView } from "../app/view";

export type Link = "connecting" | "online" | "offline";

export const sandboxView = signal<SandboxView | undefined>(undefined);
export const serverLink = signal<Link>("connecting");

const RETRY_MS = 1500;

const PAGE = 40;
let conversations = PAGE;
let source: EventSource | undefined;

/** The desk lists so many more conversations. */
export function showMoreConversations(): void {
  conversations += PAGE;
  openViewStream();
}

export function openViewStream(): void {
  source?.close();
  const stream = new EventSource(`/api/events?conversations=${conversations}`);
  source = stream;
  stream.addEventListener("open", () => {
    serverLink.value = "online";
  });
  stream.addEventListener("state", (event) => {
    // From the page's own server, which is of the same version.
    const view: SandboxView = JSON.parse(event.data);
    serverLink.value = "online";
    sandboxView.value = view;
  });
  stream.addEventListener("error", () => {
    serverLink.value = "offline";
    // A browser tries again by itself, except after an answer that is no stream.
    if (stream === source && stream.readyState === EventSource.CLOSED) {
      setTimeout(openViewStream, RETRY_MS);
    }
  });
}

/** Short notices that go away by themselves. */
import { signal } from "@preact/signals";

export interface Toast {
  id: number;
  text: string;
  kind: "problem" | "done";
}

export const toasts = signal<Toast[]>([]);

const SHOWN_MS = 7000;
let lastId = 0;

export function showToast(text: string, kind: Toast["kind"] = "problem"): void {
  lastId += 1;
  const id = lastId;
  const others = toasts.value.filter((toast) => toast.text !== text);
  toasts.value = [...others.slice(-2), { id, text, kind }];
  setTimeout(() => dismissToast(id), SHOWN_MS);
}

export function dismissToast(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

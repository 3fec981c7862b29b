/** Short notices that go away by themselves. */
import { createStore } from "./store";

export interface Toast {
  id: number;
  text: string;
  kind: "problem" | "done";
}

export const toastStore = createStore<Toast[]>([]);

const SHOWN_MS = 7000;
let lastId = 0;

export function showToast(text: string, kind: Toast["kind"] = "problem"): void {
  lastId += 1;
  const id = lastId;
  const others = toastStore.get().filter((toast) => toast.text !== text);
  toastStore.set([...others.slice(-2), { id, text, kind }]);
  setTimeout(() => dismissToast(id), SHOWN_MS);
}

export function dismissToast(id: number): void {
  toastStore.set(toastStore.get().filter((toast) => toast.id !== id));
}

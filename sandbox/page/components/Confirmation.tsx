/** What a button is about to delete, and the two ways on. */
import type { ComponentChildren } from "preact";

interface Props {
  label: string;
  /** Of the confirming button; the other one ends with `-no`. */
  testId: string;
  children: ComponentChildren;
  onConfirm(): void;
  onCancel(): void;
}

export function Confirmation({ label, testId, children, onConfirm, onCancel }: Props) {
  return (
    <>
      <p>{children}</p>
      <div class="row">
        <button type="button" class="button is-danger" data-testid={`${testId}-yes`} onClick={onConfirm}>
          {label}
        </button>
        <button type="button" class="button is-quiet" data-testid={`${testId}-no`} onClick={onCancel}>
          Cancel
        </button>
      </div>
    </>
  );
}

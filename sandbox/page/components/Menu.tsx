/** A button with a panel that opens below it and closes with Escape or a click elsewhere. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./Icon";

interface Props {
  label: string;
  testId?: string;
  isDisabled?: boolean;
  children(close: () => void): ComponentChildren;
}

export function Menu({ label, testId, isDisabled = false, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    if (!isOpen) {
      return;
    }
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) {
        setOpen(false);
      }
    };
    document.addEventListener("pointerdown", closeOutside);
    document.addEventListener("focusin", closeOutside);
    return () => {
      document.removeEventListener("pointerdown", closeOutside);
      document.removeEventListener("focusin", closeOutside);
    };
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is heard from whatever is focused inside.
    <div
      class="menu"
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen) {
          return;
        }
        event.stopPropagation();
        close();
      }}
    >
      <button
        type="button"
        class="button"
        ref={button}
        aria-expanded={isOpen}
        disabled={isDisabled}
        data-testid={testId}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
        <Icon name="chevron" />
      </button>
      {isOpen && <div class="menu-panel">{children(close)}</div>}
    </div>
  );
}

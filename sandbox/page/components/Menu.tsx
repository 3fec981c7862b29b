/** A button with a panel that opens below it and closes with Escape or a click elsewhere. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "./Icon";

interface Props {
  label: string;
  /** The label where there is little room. */
  short?: string;
  testId?: string;
  icon?: IconName;
  /** More classes of the button. */
  look?: string;
  explain?: string;
  children(close: () => void): ComponentChildren;
}

export function Menu({ label, short, testId, icon, look = "", explain, children }: Props) {
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
        class={`button ${look}`}
        ref={button}
        aria-expanded={isOpen}
        aria-label={label}
        data-testid={testId}
        data-explain={explain}
        onClick={() => setOpen(!isOpen)}
      >
        {icon && <Icon name={icon} />}
        <span class="button-text">{label}</span>
        {short !== undefined && <span class="narrow-only">{short}</span>}
        <Icon name="chevron" />
      </button>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable with the keyboard.
        <section class="menu-panel" aria-label={label} tabIndex={0}>
          {children(close)}
        </section>
      )}
    </div>
  );
}

/** Shares the height between diagram and timeline: by dragging, or with the arrow keys. The browser remembers it. */
import { useRef, useState } from "preact/hooks";

const STORAGE_KEY = "sandbox-split";
const LEAST = 15;
const MOST = 85;
const STEP = 5;

export function useSplit() {
  const [split, setSplit] = useState(() => clamp(Number(localStorage.getItem(STORAGE_KEY)) || 48));
  const change = (next: number) => {
    localStorage.setItem(STORAGE_KEY, String(clamp(next)));
    setSplit(clamp(next));
  };
  return { split, change };
}

function clamp(percent: number): number {
  return Math.round(Math.min(MOST, Math.max(LEAST, percent)));
}

export function Splitter({ split, onChange }: { split: number; onChange(percent: number): void }) {
  const bar = useRef<HTMLDivElement>(null);
  const drag = ({ clientY }: PointerEvent) => {
    const frame = bar.current?.parentElement?.getBoundingClientRect();
    if (frame !== undefined && frame.height > 0) {
      onChange(((clientY - frame.top) / frame.height) * 100);
    }
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> can't be dragged.
    <div
      ref={bar}
      class="splitter"
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the diagram"
      aria-valuenow={split}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      data-testid="splitter"
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) {
          drag(event);
        }
      }}
      onKeyDown={({ key }) => {
        const step = key === "ArrowDown" ? STEP : key === "ArrowUp" ? -STEP : 0;
        if (step !== 0) {
          onChange(split + step);
        }
      }}
    />
  );
}

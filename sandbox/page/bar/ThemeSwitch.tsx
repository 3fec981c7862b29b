/** Light, dark, or as the system has it; remembered by the browser. */
import { useState } from "preact/hooks";
import { Icon } from "../components/Icon";
import { chooseTheme, readTheme, THEMES } from "./theme";

const ICONS = { auto: "auto", light: "sun", dark: "moon" } as const;
const LABELS = { auto: "as the system", light: "light", dark: "dark" };

export function ThemeSwitch() {
  const [theme, setTheme] = useState(readTheme);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
  return (
    <button
      type="button"
      class="icon-button"
      data-testid="theme"
      data-state={theme}
      data-explain={`Theme: ${LABELS[theme]}`}
      aria-label={`Theme: ${LABELS[theme]}. Change to ${LABELS[next]}`}
      onClick={() => {
        chooseTheme(next);
        setTheme(next);
      }}
    >
      <Icon name={ICONS[theme]} />
      <span class="narrow-only">Theme</span>
    </button>
  );
}

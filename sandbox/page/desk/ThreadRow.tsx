/** One conversation of the list; drawn again only when something of it changed, since there may be hundreds. */
import { useMemo } from "preact/hooks";
import type { ThreadView } from "../../app/view";
import { RoutePill } from "../components/RoutePill";
import { formatShortClock } from "../formatTime";
import { choose } from "../pageChoices";
import { TERMS } from "../terms";
import { STATE_TONES } from "./threadActions";

interface Props extends Pick<ThreadView, "id" | "route" | "state" | "updatedAt"> {
  name: string;
  /** Who has it, in words. */
  standing: string;
  categories: string;
  isChosen: boolean;
}

export function ThreadRow({ id, name, route, state, standing, categories, updatedAt, isChosen }: Props) {
  return useMemo(
    () => (
      <li>
        <button
          type="button"
          class="thread"
          aria-pressed={isChosen}
          data-testid="thread"
          data-thread-id={id}
          data-state={state}
          data-route={route}
          onClick={() => choose({ threadId: id })}
        >
          <span class={`thread-state is-${state} ${STATE_TONES[state]}`} aria-hidden="true" />
          <span class="stack grow">
            <span class="row">
              <span class="name cut">{name}</span>
              <RoutePill route={route} />
              <time class="quiet last">{formatShortClock(updatedAt)}</time>
            </span>
            <span class="row">
              <span class="quiet">{standing}</span>
              {categories !== "" && (
                <span class="chip" data-explain={TERMS.category}>
                  {categories}
                </span>
              )}
            </span>
          </span>
        </button>
      </li>
    ),
    [id, name, route, state, standing, categories, updatedAt, isChosen],
  );
}

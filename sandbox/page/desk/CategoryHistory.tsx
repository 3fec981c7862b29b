/** Which categories a conversation has had: they say who had it. */
import type { ThreadView } from "../../app/view";
import { Term } from "../components/Term";
import { formatClock } from "../formatTime";

export function CategoryHistory({ history }: { history: ThreadView["categoryHistory"] }) {
  return (
    <section data-testid="category-history">
      <h4>
        <Term name="category">Categories</Term> so far
      </h4>
      <ol>
        {history.map(({ at, categories }, index) => (
          <li key={index}>
            <span class="quiet digits">{formatClock(at)}</span> {categories.join(", ") || "none"}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The categories of a conversation: they say who has it. */
import { useState } from "preact/hooks";
import type { DeskView, ThreadView } from "../../app/view";
import { Menu } from "../components/Menu";
import { sendCommand } from "../sendCommand";
import { TERMS } from "../terms";

interface Props {
  thread: ThreadView;
  categories: DeskView["categories"];
}

export function CategoryMenu({ thread, categories }: Props) {
  return (
    <Menu label="Categories" testId="categorize" explain={TERMS.category}>
      {(close) => <CategoryForm thread={thread} categories={categories} onDone={close} />}
    </Menu>
  );
}

function CategoryForm({ thread, categories, onDone }: Props & { onDone(): void }) {
  const [chosen, setChosen] = useState(thread.categories);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
        void sendCommand({ type: "categorizeThread", threadId: thread.id, categoryIds: chosen });
      }}
    >
      <fieldset>
        <legend class="unseen">Categories of this conversation</legend>
        {categories.map(({ id, name }) => (
          <label key={id} class="check">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              data-testid="category"
              data-category-id={id}
              onChange={({ currentTarget }) =>
                setChosen(currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
            {name}
          </label>
        ))}
      </fieldset>
      <button type="submit" class="button is-primary" data-testid="categorize-apply">
        Apply
      </button>
    </form>
  );
}

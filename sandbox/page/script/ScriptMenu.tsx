/** Saves the conversation that is shown as a script, and replays scripts. */
import { useRef } from "preact/hooks";
import { Menu } from "../components/Menu";
import { pageTour } from "../tour/pageTour";
import { pageReplay } from "./pageReplay";
import { readScript } from "./readScript";
import { type Conversation, saveScript } from "./saveScript";

export function ScriptMenu({ of }: { of: Conversation }) {
  const picker = useRef<HTMLInputElement>(null);
  const replay = async (file: File | undefined) => {
    const script = file && (await readScript(file));
    if (script === undefined) {
      return;
    }
    pageTour.stop();
    void pageReplay.play(script);
  };
  return (
    <Menu label="Script" look="is-quiet" testId="script">
      {(close) => (
        <ul class="script-menu">
          <li>
            <button
              type="button"
              class="button"
              data-testid="save-script"
              onClick={() => {
                close();
                void saveScript(of);
              }}
            >
              Save as script
            </button>
            <p class="quiet">Saves this conversation as a file: what was done, and what the bot answered.</p>
          </li>
          <li>
            <input
              ref={picker}
              type="file"
              accept=".yaml,.yml"
              class="unseen"
              tabIndex={-1}
              aria-hidden="true"
              data-testid="replay-file"
              onChange={({ currentTarget }) => {
                close();
                void replay(currentTarget.files?.[0]);
              }}
            />
            <button type="button" class="button" data-testid="replay-open" onClick={() => picker.current?.click()}>
              Replay a script
            </button>
            <p class="quiet">
              Plays a file in a new chat and checks each answer. npm run setup -- rehearse --script plays it on your
              accounts.
            </p>
          </li>
        </ul>
      )}
    </Menu>
  );
}

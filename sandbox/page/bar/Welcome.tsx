/** What this is, in one sentence, and two ways in. */
import { Icon } from "../components/Icon";
import { Term } from "../components/Term";
import { sayInWebchat } from "../customer/webchat";
import { choose } from "../pageChoices";
import { askForTour } from "../tour/startFromScratch";

const SUGGESTIONS = ["Hello", "Where is my order?", "I want to talk to a person"];

export function Welcome() {
  return (
    <section class="welcome row wrap" aria-label="Welcome" data-testid="welcome">
      <p>
        This shop's bot answers customers. It runs on Cognigy.AI and makes a <Term name="handover">handover</Term> to a
        person in RingCentral Engage when they ask for one. You play the customer and the agent. Nothing leaves this
        computer.
      </p>
      <button type="button" class="button is-primary" data-testid="welcome-tour" onClick={askForTour}>
        <Icon name="play" />
        Take the tour
      </button>
      <div class="row wrap">
        or try it yourself:
        {SUGGESTIONS.map((text) => (
          <button
            key={text}
            type="button"
            class="chip"
            data-testid="suggestion"
            onClick={() => {
              choose({ chat: "webchat", column: "customer" });
              sayInWebchat(text);
            }}
          >
            {text}
          </button>
        ))}
      </div>
    </section>
  );
}

/** What is known of the customer: profile, what the handover sent along, custom fields. */
import { Fragment } from "preact";
import type { CustomerCard, ThreadView } from "../../app/view";
import { Icon } from "../components/Icon";
import { ScrollArea } from "../components/ScrollArea";
import { MaskedText } from "../customer/MaskedText";
import { CategoryHistory } from "./CategoryHistory";

interface Props {
  card: CustomerCard;
  history: ThreadView["categoryHistory"];
}

const BRIEFING = /^briefing-(facts-)?/;
const PROFILE = "Profile";

export function CustomerFacts({ card: { profile, contextData, customFields }, history }: Props) {
  const briefing = contextData
    .filter(([key]) => BRIEFING.test(key))
    .map(([key, value]): [string, string] => [toLabel(key), value]);
  const groups = [
    { title: "Briefing by the bot", facts: briefing },
    { title: PROFILE, facts: profile },
    { title: "Context data", facts: contextData.filter(([key]) => !BRIEFING.test(key)) },
    { title: "Custom fields", facts: customFields },
  ].filter(({ facts }) => facts.length > 0);
  if (groups.length === 0) {
    return null;
  }
  const count = groups.reduce((sum, { facts }) => sum + facts.length, 0);
  return (
    <details class="facts" data-testid="customer-card">
      <summary class="row">
        <span class="name fixed">Customer card</span>
        <span class="pill tone-idle">{count}</span>
        <span class="quiet cut grow">
          {groups
            .flatMap(({ title, facts }) => facts.map((fact) => toSummary(fact, title)))
            .slice(0, 3)
            .join(" · ")}
        </span>
        <Icon name="chevron" />
      </summary>
      <ScrollArea class="facts-groups" label="Customer card">
        {groups.map(({ title, facts }) => (
          <section key={title}>
            <h4>{title}</h4>
            <dl>
              {facts.map(([label, value]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>
                    {splitEmail(value).map((part, index) => (
                      <Fragment key={index}>
                        {index > 0 && <wbr />}
                        <MaskedText text={part} />
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        {history.length > 0 && <CategoryHistory history={history} />}
      </ScrollArea>
    </details>
  );
}

/** "briefing-already-tried" is "Already tried". */
function toLabel(key: string): string {
  const words = key.replace(BRIEFING, "").replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A name speaks for itself, while "normal" needs to be said what of. */
function toSummary([label, value]: readonly [string, string], title: string): string {
  return title === PROFILE ? value : `${label}: ${value}`;
}

/** An e-mail address that is too long for its line breaks before the "@". */
function splitEmail(value: string): string[] {
  return value.split(/(?=@)/);
}

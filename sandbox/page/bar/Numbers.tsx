/** What the platforms count and limit. */
import type { ComponentChildren } from "preact";
import type { Numbers as Values } from "../../app/view";

export function Numbers({ numbers }: { numbers: Values }) {
  const { conversations, restCalls, flowExecutions, webhookDeliveries, channelSdkCalls } = numbers;
  const share = Math.min(1, restCalls.lastMinute / Math.max(1, restCalls.limitPerMinute));
  const total = conversations.customers + conversations.work;
  return (
    <dl class="numbers">
      <Figure
        testId="numbers-conversations"
        label="Conversations"
        hint={`As Cognigy counts them: ${conversations.customers} of customers, and ${conversations.work} work sessions, in which the hub delivers what agents wrote`}
        aside={`${conversations.customers} + ${conversations.work} work`}
      >
        {total}
      </Figure>
      <Figure
        testId="numbers-rest"
        label="REST calls, last minute"
        hint={`${restCalls.total} in all, ${restCalls.throttled} refused for being too many`}
        aside={`of ${restCalls.limitPerMinute}`}
        share={share}
      >
        {restCalls.lastMinute}
      </Figure>
      <Figure testId="numbers-executions" label="Flow executions">
        {flowExecutions}
      </Figure>
      <Figure testId="numbers-webhooks" label="Webhooks">
        {webhookDeliveries}
      </Figure>
      <Figure testId="numbers-sdk" label="Channel SDK">
        {channelSdkCalls}
      </Figure>
    </dl>
  );
}

interface FigureProps {
  testId: string;
  label: string;
  hint?: string;
  aside?: string;
  share?: number;
  children: ComponentChildren;
}

function Figure({ testId, label, hint, aside, share, children }: FigureProps) {
  return (
    <div class="figure" title={hint} data-testid={testId}>
      <dt>{label}</dt>
      <dd>
        <strong>{children}</strong>
        {aside !== undefined && <span class="quiet">{aside}</span>}
        {share !== undefined && (
          <span class="figure-bar" aria-hidden="true">
            <span
              class={share >= 0.9 ? "meter-fill is-full" : "meter-fill"}
              style={{ width: `${(share * 100).toFixed(1)}%` }}
            />
          </span>
        )}
      </dd>
    </div>
  );
}

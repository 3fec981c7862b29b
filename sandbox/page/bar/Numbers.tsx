/** What the platforms count and limit. */
import type { ComponentChildren } from "preact";
import type { Numbers as Values } from "../../app/view";
import { MeterBar } from "../components/Meter";
import { Term } from "../components/Term";

export function Numbers({ numbers }: { numbers: Values }) {
  const { conversations, restCalls, flowExecutions, webhookDeliveries, channelSdkCalls } = numbers;
  return (
    <dl class="numbers row">
      <Figure
        testId="numbers-conversations"
        label={<Term name="conversations">Sessions</Term>}
        value={conversations.customers + conversations.work}
      >
        <span class="quiet wide-only">
          {conversations.customers} + {conversations.work} work
        </span>
      </Figure>
      <Figure
        testId="numbers-rest"
        label={<Term name="rest">REST calls, last minute</Term>}
        value={restCalls.lastMinute}
      >
        <span class="quiet wide-only">of {restCalls.limitPerMinute}</span>
        <MeterBar use={{ used: restCalls.lastMinute, limit: restCalls.limitPerMinute }} />
      </Figure>
      <Figure
        testId="numbers-executions"
        label={<Term name="executions">Flow executions</Term>}
        value={flowExecutions}
      />
      <Figure testId="numbers-webhooks" label={<Term name="webhooks">Webhooks</Term>} value={webhookDeliveries} />
      <Figure testId="numbers-sdk" label={<Term name="sdk">Channel SDK</Term>} value={channelSdkCalls} />
    </dl>
  );
}

interface FigureProps {
  testId: string;
  label: ComponentChildren;
  value: number;
  children?: ComponentChildren;
}

function Figure({ testId, label, value, children }: FigureProps) {
  return (
    <div data-testid={testId}>
      <dt>{label}</dt>
      <dd class="row digits">
        <strong>{value}</strong>
        {children}
      </dd>
    </div>
  );
}

/**
 * The sandbox's page.
 *
 * Browser tests find what they need by `data-testid`:
 * - customer: tab-webchat, tab-messaging, chat-webchat, chat-messaging (each with composer, composer-file, send, message[data-from],
 *   quick-reply, typing), webchat-link[data-state], webchat-restart, messaging-new-customer
 * - Flow: flow-diagram, flow-node[data-node-id, data-type, data-state=lit|idle], flow-exit, flow-error,
 *   flow-run and flow-whole (nodes that did not run are drawn in the latter, in the former they are flow-folded), timeline,
 *   execution[data-route], run-lost, message-lost, output-lost, with-work, call[data-kind, data-status], log[data-code, data-level], log-detail,
 *   log-page, filter-all|executions|http|logs, timeline-pause, run, runs-more, run-pinned, follow-live, node-detail, node-error,
 *   node-exits, node-taken, node-wrote, node-calls, settings-all, call-detail, detail-close, splitter
 * - desk: agent-select, agent-status[data-agent-id, data-state], queue-entry[data-thread-id], queue-place, queue-take,
 *   thread[data-thread-id, data-state, data-route], conversation[data-thread-id], thread-state[data-state], customer-card, take, defer,
 *   transfer, transfer-target, categorize, category[data-category-id], categorize-apply, close, reply, reply-send,
 *   reply-file, reply-format-html
 * - bar: about, link[data-state], numbers-conversations|rest|executions|webhooks|sdk, welcome, welcome-tour, suggestion, break, faults-active,
 *   fault-engage-none|slow|errors|throttling|resets, fault-duplicated|reordered|delayed|wrong-secret,
 *   fault-retry-1|10|100, fault-reset, sandbox-reset, sandbox-reset-yes|no, theme, notice, toast, explanation, message-problem
 * - tour: tour-start, tour[data-step, data-phase=doing|done|stuck], tour-chapter, tour-next, tour-play, tour-stop,
 *   tour-problem, tour-question, tour-question-yes|no
 * - clock and readings: clock, clock-shop, clock-60|300|3600, clock-change, hours-always|shop; readings,
 *   readings-platform[data-platform],
 *   reading[data-question-id], readings-apply|usual, readings-active, readings-reset, readings-reset-yes|no
 * - demo: queue-box, rating, rating-good|bad|comment, survey, survey-score, agent-notes, agent-note, category-history,
 *   queue-ignore; script, save-script, replay-open, replay-file, replay[data-step, data-phase=playing|passed|failed],
 *   replay-failure, replay-again, replay-stop
 * - keyboard: skip
 * - narrow screens: column-customer, column-flow, column-desk
 */
import { render } from "preact";
import { applyTheme, readTheme } from "./bar/theme";
import { App } from "./components/App";
import { openViewStream } from "./viewStream";
import "./page.css";

applyTheme(readTheme());
openViewStream();
const root = document.getElementById("page");
if (root !== null) {
  render(<App />, root);
}

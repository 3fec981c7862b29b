/** The page: a bar, three columns, and the tour at its foot. */
import { useEffect } from "preact/hooks";
import { FaultBar } from "../bar/FaultBar";
import { TopBar } from "../bar/TopBar";
import { CustomerColumn } from "../customer/CustomerColumn";
import { connectWebchat } from "../customer/webchat";
import { DeskColumn } from "../desk/DeskColumn";
import { FlowColumn } from "../flow/FlowColumn";
import { type ColumnName, choose, pageChoices } from "../pageChoices";
import { pageTour, pageTourSteps } from "../tour/pageTour";
import { TourDock } from "../tour/TourDock";
import { sandboxView } from "../viewStream";
import { Empty } from "./Empty";
import { Tabs } from "./Tabs";
import { Toasts } from "./Toasts";

const COLUMNS: { name: ColumnName; label: string }[] = [
  { name: "customer", label: "Customer" },
  { name: "flow", label: "Flow" },
  { name: "desk", label: "Agent desk" },
];

export function App() {
  const view = sandboxView.value;
  const { column } = pageChoices.value;
  const webchat = view?.addresses.webchat;
  useEffect(() => {
    if (webchat !== undefined) {
      connectWebchat(webchat);
    }
  }, [webchat?.url, webchat?.token]);
  return (
    <>
      <TopBar view={view} />
      {view === undefined ? (
        <main class="loading">
          <Empty icon="clock" title="Waiting for the sandbox">
            It is started with npm start, and the page connects by itself.
          </Empty>
        </main>
      ) : (
        <>
          <FaultBar faults={view.faults} />
          {view.notices.map((notice) => (
            <p key={notice} class="banner is-notice" role="status" data-testid="notice">
              {notice}
            </p>
          ))}
          <div class="column-tabs">
            <Tabs
              label="Columns"
              prefix="column"
              chosen={column}
              onChoose={(name) => choose({ column: name })}
              tabs={COLUMNS.map(({ name, label }) => ({
                name,
                testId: `column-${name}`,
                label:
                  name === "desk" && view.desk.queue.length > 0 ? (
                    <>
                      {label} <span class="count is-alert">{view.desk.queue.length}</span>
                    </>
                  ) : (
                    label
                  ),
              }))}
            />
          </div>
          <main class="columns">
            <CustomerColumn messaging={view.messaging} />
            <FlowColumn flow={view.flow} executions={view.executions} calls={view.calls} />
            <DeskColumn desk={view.desk} />
          </main>
        </>
      )}
      <TourDock tour={pageTour} steps={pageTourSteps} />
      <Toasts />
    </>
  );
}

/** The page: a bar, three columns, and the tour at its foot. */
import { useEffect } from "preact/hooks";
import { FaultBanner } from "../bar/FaultBanner";
import { SkipLinks } from "../bar/SkipLinks";
import { TopBar } from "../bar/TopBar";
import { CustomerColumn } from "../customer/CustomerColumn";
import { connectWebchat } from "../customer/webchat";
import { DeskColumn } from "../desk/DeskColumn";
import { FlowColumn } from "../flow/FlowColumn";
import { type ColumnName, choose, pageChoices } from "../pageChoices";
import { ReadingsBanner } from "../readings/ReadingsBanner";
import { pageReplay } from "../script/pageReplay";
import { ReplayDock } from "../script/ReplayDock";
import { pageTour } from "../tour/pageTour";
import { tourQuestion } from "../tour/startFromScratch";
import { TourDock } from "../tour/TourDock";
import { TourQuestion } from "../tour/TourQuestion";
import { sandboxView } from "../viewStream";
import { Empty } from "./Empty";
import { Explanation } from "./Explanation";
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
      {view !== undefined && <SkipLinks />}
      <TopBar view={view} />
      {view === undefined ? (
        <main class="grow">
          <Empty icon="clock" title="Waiting for the sandbox">
            Start it with npm start. The page connects by itself.
          </Empty>
        </main>
      ) : (
        <>
          <FaultBanner faults={view.faults} />
          <ReadingsBanner readings={view.readings} />
          {view.notices.map((notice) => (
            <p key={notice} class="banner above tone-warn" role="status" data-testid="notice">
              {notice}
            </p>
          ))}
          <nav class="column-tabs" aria-label="Columns">
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
                      {label} <span class="pill is-full tone-bad">{view.desk.queue.length}</span>
                    </>
                  ) : (
                    label
                  ),
              }))}
            />
          </nav>
          <main class="columns">
            <CustomerColumn view={view} />
            <FlowColumn flow={view.flow} executions={view.executions} calls={view.calls} logs={view.logs} />
            <DeskColumn desk={view.desk} clock={view.clock} now={view.now} />
          </main>
        </>
      )}
      {tourQuestion.value.length === 0 && <TourDock tour={pageTour} />}
      <TourQuestion />
      <ReplayDock replay={pageReplay} />
      <Toasts />
      <Explanation />
    </>
  );
}

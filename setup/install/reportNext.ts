/** What to do after `install`: check it, rehearse it, try it. */
import type { CommandContext } from "../command";
import { sheetOf } from "../write/sheetOf";
import { NAMES } from "./marker";
import type { Site } from "./Site";

/** Anyone with an Endpoint URL can write to the bot, so it's in the sheet and not on the screen. */
export function reportNext({ report, settings, outputFolder }: CommandContext, { state }: Site): void {
  report.section("Next");
  if (settings.usesBridge && !settings.hasRealtime) {
    report.note("Create the Channel SDK source by the steps above, and run `npm run setup -- install` again.");
  }
  report.note("1. `npm run setup -- doctor` checks everything. Only green lines? Then it's set up.");
  report.note("2. `npm run setup -- rehearse` plays a whole handover. Tell your agents first.");
  const places = [
    ...(settings.hasRealtime ? [`open the demo page or the Endpoint URL in ${sheetOf(outputFolder)}`] : []),
    ...(settings.get("engageSourceIds") === undefined ? [] : ["write on one of your channels in Engage"]),
  ];
  report.note(`3. Try it yourself: ${places.join(", or ")}, and ask for a person.`);
  if (state.project.endpoints.webchat !== undefined) {
    report.note(
      `Shall customers send files? A new Webchat Endpoint has File Upload off: switch it on in Cognigy.AI under Deploy > Endpoints > ${NAMES.webchatEndpoint}.`,
    );
  }
}

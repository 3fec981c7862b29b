/** What to do after `install`: check it, rehearse it, try it. */
import type { CommandContext } from "../command";
import { sheetOf } from "../write/sheetOf";
import { NAMES } from "./marker";
import type { Site } from "./Site";

/** Anyone with an Endpoint URL can write to the bot, so it's in the sheet and not on the screen. */
export function reportNext({ report, settings, outputFolder }: CommandContext, { state }: Site): void {
  report.section("Next");
  const lacksSource = settings.usesBridge && !settings.hasRealtime;
  const places = [
    ...(settings.hasRealtime ? [`open the demo page or the Endpoint URL in ${sheetOf(outputFolder)}`] : []),
    ...(settings.get("engageSourceIds") === undefined ? [] : ["write on one of your channels in Engage"]),
  ];
  const steps = [
    ...(lacksSource
      ? ["Create the Channel SDK source by the steps above, and run `npm run setup -- install` again."]
      : []),
    "`npm run setup -- doctor` checks everything. No failures, and only warnings that you expect? Then it's set up.",
    "`npm run setup -- rehearse` plays a whole handover. Tell your agents first.",
    ...(places.length > 0 ? [`Try it yourself: ${places.join(", or ")}, and ask for a person.`] : []),
  ];
  for (const [index, step] of steps.entries()) {
    report.note(`${index + 1}. ${step}`);
  }
  if (state.project.endpoints.webchat !== undefined) {
    report.note(
      `Should customers be able to send files? A new Webchat Endpoint has File Upload off: switch it on in Cognigy.AI under Deploy > Endpoints > ${NAMES.webchatEndpoint}.`,
    );
  }
}

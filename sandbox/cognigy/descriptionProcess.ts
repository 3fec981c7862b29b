/** Child process: loads an Extension's module and reports its descriptors, from which JSON removes the functions. */
import { extensionModule, messageOf } from "./extensionModule";

process.once("message", ({ modulePath }: { modulePath: string }) => {
  try {
    process.send?.({ description: extensionModule(modulePath) });
  } catch (thrown) {
    process.send?.({ failure: messageOf(thrown) });
  }
});
process.once("disconnect", () => process.exit());
process.send?.({ kind: "ready" });

/** Process: runs the towns that it is given, one after the other. Each is whole in itself, so they need no order. */
import { loadExtension } from "../sandbox/cognigy/loadExtension";
import { paths } from "../scripts/paths";
import { runTown, type TownJob } from "./runTown";

async function work(): Promise<void> {
  const extension = await loadExtension(paths.tarball);
  let last: Promise<void> = Promise.resolve();
  process.on("message", (job: TownJob | "end") => {
    last = last.then(async () => {
      if (job === "end") {
        await extension.close();
        process.disconnect();
      } else {
        process.send?.({ job, report: await runTown(job, extension) });
      }
    });
    last.catch((error) => {
      console.error(error);
      process.exit(2);
    });
  });
  process.send?.("ready");
}

void work();

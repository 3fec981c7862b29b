/** Process: runs the simulations that it is given, one after the other. None depends on another, so any order will do. */
import { loadExtension } from "../sandbox/cognigy/loadExtension";
import { paths } from "../scripts/paths";
import { runSimulation, type SimulationJob } from "./runSimulation";

async function work(): Promise<void> {
  const extension = await loadExtension(paths.tarball);
  let last: Promise<void> = Promise.resolve();
  process.on("message", (job: SimulationJob | "end") => {
    last = last.then(async () => {
      if (job === "end") {
        await extension.close();
        process.disconnect();
      } else {
        process.send?.({ job, report: await runSimulation(job, extension) });
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

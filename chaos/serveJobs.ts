/** A process of a run: works on the jobs that it is given, one after the other. None depends on another. */
import { type LoadedExtension, loadExtension } from "../sandbox/cognigy/loadExtension";
import { paths } from "../scripts/paths";

export async function serveJobs<Job, Report>(
  work: (job: Job, extension: LoadedExtension) => Promise<Report>,
): Promise<void> {
  const extension = await loadExtension(paths.tarball);
  let last: Promise<void> = Promise.resolve();
  process.on("message", (message: { index: number; job: Job } | "end") => {
    last = last.then(async () => {
      if (message === "end") {
        await extension.close();
        process.disconnect();
      } else {
        process.send?.({ index: message.index, report: await work(message.job, extension) });
      }
    });
    last.catch((error) => {
      console.error(error);
      process.exit(2);
    });
  });
  process.send?.("ready");
}

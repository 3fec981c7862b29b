/** Builds everything that is uploaded or pasted into Cognigy.AI. Types are checked by build.sh before. */
import { bundleExtension, readModuleSize } from "./bundleExtension";
import { packExtension } from "./packExtension";
import { paths } from "./paths";

export async function build(): Promise<void> {
  await bundleExtension();
  await packExtension();
}

if (require.main === module) {
  build()
    .then(async () => console.log(`${paths.tarball} (module: ${await readModuleSize()} bytes)`))
    .catch((error) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    });
}

/** Builds everything that is uploaded or pasted into Cognigy.AI. Types are checked by build.sh before. */
import { bundleExtension, readModuleSize } from "./bundleExtension";
import { bundleTransformers } from "./bundleTransformers";
import { packExtension } from "./packExtension";
import { paths } from "./paths";

export async function build(): Promise<void> {
  await Promise.all([bundleExtension(), bundleTransformers()]);
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

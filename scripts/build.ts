/** Builds everything that is uploaded or pasted into Cognigy.AI. Types are checked by build.sh before. */
import { bundleExtension } from "./bundleExtension";
import { bundleTransformers } from "./bundleTransformers";
import { type Artefact, listArtefacts, renderArtefacts } from "./listArtefacts";
import { packExtension } from "./packExtension";

export async function build(): Promise<Artefact[]> {
  const [transformers] = await Promise.all([bundleTransformers(), bundleExtension()]);
  await packExtension();
  return listArtefacts(transformers);
}

if (require.main === module) {
  build()
    .then((artefacts) => console.log(renderArtefacts(artefacts)))
    .catch((error) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    });
}

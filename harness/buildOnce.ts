/** Runs once before all tests: they use the packed Extension, so it is packed and loaded here. */
import { build } from "../scripts/build";
import { keepPackedExtension } from "./packedExtension";

export default async function buildOnce(): Promise<void> {
  await build();
  await keepPackedExtension();
}

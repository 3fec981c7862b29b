/** Where things are, and what the build makes of them. */
import { join } from "node:path";

export const root = join(__dirname, "..");

/** Benches measure what another commit built, too. */
const dist = process.env.BENCH_DIST ?? join(root, "dist");

export const paths = {
  module: join(dist, "extension/build/module.js"),
  /** Outside the package: for reading stack traces, not for uploading. */
  sourceMaps: join(dist, "source-maps"),
  meta: join(dist, "module.meta.json"),
  tarball: join(dist, "ringcentral-engage.tar.gz"),
  transformers: join(dist, "transformers"),
  /** With secrets in them; git ignores it. */
  filled: join(dist, "filled"),
};

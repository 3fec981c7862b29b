/** Where things are, and what the build makes of them. */
import { join } from "node:path";

export const root = join(__dirname, "..");

export const paths = {
  module: join(root, "dist/extension/build/module.js"),
  /** Outside the package: for reading stack traces, not for uploading. */
  sourceMaps: join(root, "dist/source-maps"),
  meta: join(root, "dist/module.meta.json"),
  tarball: join(root, "dist/ringcentral-engage.tar.gz"),
  transformers: join(root, "dist/transformers"),
  /** With secrets in them; git ignores it. */
  filled: join(root, "dist/filled"),
};

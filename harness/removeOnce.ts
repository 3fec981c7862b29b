/** Runs once after all tests. */
import { removePackedExtension } from "./packedExtension";

export default removePackedExtension;

/** Runs once before all tests: they use the packed Extension, so it is packed here. */
import { build } from "../scripts/build";

export default build;

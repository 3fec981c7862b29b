/** Process: runs the simulations that it is given. */
import { runSimulation } from "./runSimulation";
import { serveJobs } from "./serveJobs";

void serveJobs(runSimulation);

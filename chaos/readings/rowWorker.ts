/** Process: plays the rows that it is given. */
import { serveJobs } from "../serveJobs";
import { type RowJob, runRow } from "./runRow";

void serveJobs((job: RowJob, extension) => runRow(job, extension));

/** Worker thread that builds the filter of many subjects: a million take seconds. */

import { parentPort, workerData } from "node:worker_threads";
import { buildFilter } from "../../../utils/shared/subject/build-filter.ts";

parentPort?.postMessage(buildFilter(workerData));

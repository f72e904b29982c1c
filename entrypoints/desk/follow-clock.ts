/** Makes the page's time limits follow the intake's clock. Loaded for roles that work with time limits. */

import { setClockOffset } from "../../components/ui/use-now.ts";
import { followClock } from "../../utils/extension/api/intake-clock.ts";

void followClock(setClockOffset);

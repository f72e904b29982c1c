/** Keeps the page's time limits by the intake's clock. Loaded for people who work with time limits. */

import { setClockOffset } from "../../components/ui/use-now.ts";
import { followClock } from "../../utils/extension/api/intake-clock.ts";

void followClock(setClockOffset);

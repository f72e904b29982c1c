/** Injected by the developer page: returns the case of the next post that is clicked. */

import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { recordNext } from "../utils/page/recorder/record-at.ts";

export default defineUnlistedScript(() => recordNext(document));

/**
 * Property tests that draw the same values in every run, so that a rare case fails where it was introduced and not in
 * another change's run. `PROPERTY_SEED=` with a number draws others (decision 756).
 */

import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_261_202) });

export { fc };

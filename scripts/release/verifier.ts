/** `npm run verifier`: writes `.output/verify.html`, the page that verifies evidence and exports offline. */

import { writeVerifier } from "./verifier/build.ts";

const { file, bytes } = await writeVerifier();
console.log(`${file}: ${Math.round(bytes / 1000)} kB`);

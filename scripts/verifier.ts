/** `npm run verifier`: writes `.output/verify.html`, the page that checks packets and exports without a network. */

import { writeVerifier } from "./verifier/build.ts";

const { file, bytes } = await writeVerifier();
console.log(`${file}: ${Math.round(bytes / 1000)} kB`);

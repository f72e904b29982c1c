/** `npm run verifier`: writes `.output/verify.html`, the page that checks packets and exports without a network. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { buildVerifier, verifierFile } from "./verifier/build.ts";

const page = await buildVerifier();
mkdirSync(dirname(verifierFile), { recursive: true });
writeFileSync(verifierFile, page);
console.log(`${verifierFile}: ${Math.round(page.length / 1000)} kB`);

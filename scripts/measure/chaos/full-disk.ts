/** Preloaded into an intake: while the switch file exists, writing files fails with ENOSPC. */

import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

const on = process.env.CHAOS_FULL_DISK ?? "";
const writeFile = fs.writeFile;

fs.writeFile = async (...given: Parameters<typeof writeFile>) => {
  if (existsSync(on)) {
    const error = new Error("ENOSPC: no space left on device, write");
    throw Object.assign(error, { code: "ENOSPC", errno: -28, syscall: "write" });
  }
  return writeFile(...given);
};
syncBuiltinESMExports();

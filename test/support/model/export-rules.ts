/** Invariant 5: what an intake exports holds, whatever became of the case, and its check fails only for a changed file. */

import { anyScope } from "../../../intake/core/scope.ts";
import { readExport } from "../../../intake/exports/read-export.ts";
import { checkCase } from "../../../utils/shared/verify/check-bytes.ts";
import { type Context, rootsIn } from "./context.ts";
import { assertRule } from "./model.ts";

export async function checkExports(context: Context): Promise<void> {
  const { intake } = context.world.kit;
  for (const id of rootsIn(context)) {
    const ask = { ref: { id, scope: anyScope }, asker: undefined, by: "Pengadilan", at: intake.now() };
    const read = await readExport(intake, ask);
    if (!read.ok) continue;
    const wrong: string[] = [];
    const written: unknown = JSON.parse(JSON.stringify(read.value.content));
    await checkCase(written, new Map(), {}, (code, holds, path) => {
      if (holds === false) wrong.push(`${code} ${path}`);
    });
    assertRule(wrong.length === 0, 5, () => `the export of case ${id}: ${wrong.join(", ")}`);
  }
}

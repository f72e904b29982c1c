/** What axe finds wrong with one of our surfaces. */

import axe from "axe-core";
import type { Surface } from "./drivers/driver.ts";

/** Against WCAG 2.2 A and AA and its best practices, one line each. */
export async function findings(surface: Surface): Promise<string[]> {
  // As text: a function would lose what axe closes over.
  await surface.evaluate(axe.source as never);
  return surface.evaluate(async () => {
    const { violations } = await (globalThis as never as { axe: typeof axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

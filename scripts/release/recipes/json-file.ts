/** Reads a JSON file that was written by another command and may have been edited. */

import { readFile } from "node:fs/promises";
import { z } from "zod";

/** Throws an error that names the invalid place. `what` names the expected content, such as "a pack". */
export async function readJson<T extends z.ZodType>(
  path: string,
  shape: T,
  what: string,
): Promise<z.infer<T>> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT" ? new Error(`There is no file ${path}.`) : error;
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is not JSON: ${(error as Error).message}`);
  }
  const parsed = shape.safeParse(json);
  if (!parsed.success) throw new Error(`${path} is not ${what}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

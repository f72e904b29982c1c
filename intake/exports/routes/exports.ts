import type { Handler } from "../../core/handler.ts";
import { readExport } from "../read-export.ts";
import { exportAndLog } from "../write-export.ts";

export const exportCase: Handler<"exportCase"> = async (
  intake,
  { caller, scope, params, query, at, origin },
) => {
  const ref = { id: params.id, scope };
  const read = await readExport(intake, { ref, asker: caller, by: caller.name, at });
  if (!read.ok) return read;
  return exportAndLog(intake, read.value, {
    format: params.format,
    language: query.language,
    origin,
    at,
    by: caller.name,
    device: caller.deviceId,
  });
};

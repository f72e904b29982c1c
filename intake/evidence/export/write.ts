/** Each format of an export: its media type, its file's ending, and who writes it. */

import type { ExportFormat } from "../../../utils/contract/export.ts";
import type { Language } from "../../../utils/contract/site.ts";
import type { Contents } from "./contents.ts";
import { composeDossier } from "./dossier/dossier.ts";
import { writeHtml } from "./dossier/html.ts";
import { writePdf } from "./dossier/pdf.ts";
import { speechIn } from "./dossier/speech.ts";
import { writeJson } from "./json.ts";
import type { Spool } from "./spool.ts";
import { writeWacz } from "./wacz.ts";
import type { WaczKey } from "./wacz-key.ts";

export interface ExportTools {
  waczKey: WaczKey;
  language: Language;
  /** Where the intake is reached, for the address where an export is checked. */
  origin: string;
}

interface Writer {
  type: string;
  write(contents: Contents, out: Spool, tools: ExportTools): Promise<void>;
}

export const writers: Record<ExportFormat, Writer> = {
  wacz: {
    type: "application/wacz",
    write: (contents, out, { waczKey }) => writeWacz(contents, waczKey, out),
  },
  json: { type: "application/json", write: writeJson },
  html: {
    type: "text/html; charset=utf-8",
    write: async ({ said, readFile }, out, tools) => writeHtml(await compose(said, tools), readFile, out),
  },
  pdf: {
    type: "application/pdf",
    write: async ({ said, readFile }, out, tools) => writePdf(await compose(said, tools), readFile, out),
  },
};

function compose(said: Contents["said"], { language, origin }: ExportTools) {
  return composeDossier(said, speechIn(language), origin);
}

import type { ExportFormat } from "../../utils/shared/contract/export.ts";
import { done, type Result } from "../../utils/shared/contract/result.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import type { Contents } from "../documents/contents.ts";
import { writeHtml } from "../documents/html.ts";
import { shortenForPaper } from "../documents/shorten.ts";
import { speechIn } from "../documents/speech.ts";
import type { Spool } from "../documents/spool.ts";
import type { Documents } from "./documents.ts";
import { composeDossier } from "./dossier/dossier.ts";
import { writeJson } from "./json.ts";
import { writeWacz } from "./wacz.ts";
import type { WaczKey } from "./wacz-key.ts";

export interface ExportTools {
  documents: Documents;
  waczKey: WaczKey;
  language: Language;
  /** The intake's public address, for the link to the verifier. */
  origin: string;
}

interface Writer {
  type: string;
  write(contents: Contents, out: Spool, tools: ExportTools): Promise<Result<Record<string, never>>>;
}

export const writers: Record<ExportFormat, Writer> = {
  wacz: {
    type: "application/wacz",
    write: async (contents, out, { waczKey }) => {
      await writeWacz(contents, waczKey, out);
      return done;
    },
  },
  json: {
    type: "application/json",
    write: async (contents, out) => {
      await writeJson(contents, out);
      return done;
    },
  },
  html: {
    type: "text/html; charset=utf-8",
    write: async ({ said, readFile }, out, tools) => {
      await writeHtml(await compose(said, tools), readFile, out);
      return done;
    },
  },
  pdf: {
    type: "application/pdf",
    write: async ({ said, readFile }, out, tools) => {
      const dossier = shortenForPaper(await compose(said, tools), speechIn(tools.language));
      const pdf = await tools.documents.writePdf(dossier, readFile);
      if (!pdf.ok) return pdf;
      await out.write(pdf.value);
      return done;
    },
  },
};

function compose(said: Contents["said"], { language, origin }: ExportTools) {
  return composeDossier(said, speechIn(language), origin);
}

/** Renders and caches the public figures, once per count of a month. */

import { z } from "zod";
import { publicFigures } from "../../../utils/shared/contract/public-figures.ts";
import { type Language, language } from "../../../utils/shared/contract/site.ts";
import { digestHex } from "../../../utils/shared/seal/digest.ts";
import type { Db } from "../../db/store.ts";
import { type CountedMonth, listMonths, readMonths } from "../store/read-months.ts";
import { toCsv } from "./csv.ts";
import { renderPage } from "./page.ts";
import { publish } from "./publish.ts";

export interface Edition {
  body: string;
  type: string;
  etag: string;
  /** True if the figures will not change; a page's list of months still may. */
  isFinal: boolean;
}

export type Form = "html" | "csv" | "json";

export interface Editions {
  /** Without `month`, the newest. Returns undefined if it was not counted. */
  read(form: Form, month: string | undefined, language: Language): Promise<Edition | undefined>;
}

const types = {
  html: "text/html; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
} as const satisfies Record<Form, string>;

/** Each call asks with one small query which months were counted; figures are read only if that changed. */
export function createEditions(db: Db, organisation: string): Editions {
  let known = "";
  const kept = new Map<string, Promise<Edition>>();
  return {
    async read(form, month, speaks) {
      const months = await listMonths(db);
      const counted = JSON.stringify(months);
      if (counted !== known) kept.clear();
      known = counted;
      const wanted = month === undefined ? months[0] : months.find((one) => one.month === month);
      if (!wanted && (form !== "html" || month !== undefined)) return undefined;
      const key = [form, wanted?.month, speaks].join();
      const edition = kept.get(key) ?? make(db, { form, wanted, months, speaks, organisation });
      kept.set(key, edition);
      edition.catch(() => kept.delete(key));
      return edition;
    },
  };
}

interface Order {
  form: Form;
  wanted: CountedMonth | undefined;
  months: readonly CountedMonth[];
  speaks: Language;
  organisation: string;
}

async function make(db: Db, { form, wanted, months, speaks, organisation }: Order): Promise<Edition> {
  const [counted] = wanted ? await readMonths(db, wanted.month, wanted.month) : [];
  const figures = counted && publish(counted);
  const page = { language: speaks, organisation, figures, months: months.map(({ month }) => month) };
  const body =
    form === "html" || !figures
      ? String(await renderPage(page))
      : form === "csv"
        ? toCsv(figures)
        : JSON.stringify(publicFigures.parse(figures));
  return { body, type: types[form], etag: await digestHex(body), isFinal: wanted?.isFinal === true };
}

export const readLanguage = language.catch("id");

/** JSON Schema draft 2020-12. */
export const publicSchema = JSON.stringify(z.toJSONSchema(publicFigures));

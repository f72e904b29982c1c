/** The complete report of the no-pixels lane. */

import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import { dateTime } from "../../utils/shared/i18n/time.ts";
import { LockKeyhole } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { Hotline } from "./Hotline.tsx";

/** `evidence` is already stripped. */
export function NoPixels({ evidence, onSeeAll }: { evidence: Evidence; onSeeAll(): void }) {
  const { language, t } = useLanguage();
  const { permalink, authorId, publishedAt, publishedRaw } = evidence.fields;
  const rows: [string, string | undefined][] = [
    [t("form.subject"), evidence.subject],
    [t("field.permalink"), permalink?.value],
    [t("field.authorId"), authorId?.value],
    [t("field.publishedAt"), publishedAt ? dateTime(language, publishedAt.value) : publishedRaw?.value],
    [t("form.capturedAt"), dateTime(language, evidence.capturedAt)],
  ];
  return (
    <section class="no-pixels" data-testid="preview" aria-label={t("form.preview")} aria-live="polite">
      <p class="no-pixels-title">
        <LockKeyhole size={16} aria-hidden="true" />
        <strong>{t("form.noPixelsTitle")}</strong>
        <button type="button" class="button link" data-testid="see-all" onClick={onSeeAll}>
          {t("form.seeAll")}
        </button>
      </p>
      <p>{t("form.noPixels")}</p>
      <dl>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value ?? <span class="muted">{t("form.missing")}</span>}</dd>
          </div>
        ))}
      </dl>
      <Hotline />
    </section>
  );
}

/** Summary of the evidence that will be sent; the full list is one click away. */

import type { DraftPost } from "../../utils/shared/contract/draft.ts";
import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import { dateTime } from "../../utils/shared/i18n/time.ts";
import { Foreign } from "../ui/Foreign.tsx";
import { useLanguage } from "../ui/language.ts";
import { Picture } from "../ui/Picture.tsx";
import { fileAddressOf } from "./address-in.ts";

export interface PreviewProps {
  evidence: Evidence;
  files: DraftPost["files"];
  blurred: boolean;
  onSeeAll(): void;
}

export function Preview({ evidence, files, blurred, onSeeAll }: PreviewProps) {
  const { language, t } = useLanguage();
  const { fields } = evidence;
  const { permalink } = fields;
  // The link was entered and checked, not read from the page, so the person must see it.
  const isChecked = permalink?.source.startsWith("link ");
  const when = fields.publishedAt ? dateTime(language, fields.publishedAt.value) : fields.publishedRaw?.value;
  const body = fields.text?.value ?? fields.title?.value;
  return (
    <section class="preview" data-testid="preview" aria-label={t("form.preview")}>
      <Picture
        picture={evidence.picture}
        address={fileAddressOf(files, evidence.picture)}
        blurred={blurred}
        small
      />
      <div class="preview-words">
        <p class="preview-author">
          <strong>
            <Foreign text={fields.authorName?.value ?? fields.authorHandle?.value ?? t("form.noAuthor")} />
          </strong>
          {fields.authorName && fields.authorHandle ? (
            <span class="muted">
              {" "}
              <Foreign text={fields.authorHandle.value} />
            </span>
          ) : null}
        </p>
        <p class="preview-when small muted">
          <span>
            <Foreign text={when} />
          </span>
          <button type="button" class="button link" data-testid="see-all" onClick={onSeeAll}>
            {t("form.seeAll")}
          </button>
        </p>
        <p class={body ? "preview-text" : "preview-text muted"}>
          <Foreign text={body ?? t("form.noText")} />
        </p>
      </div>
      {isChecked && permalink ? (
        <p class="preview-link small muted" data-testid="checked-link">
          {t("form.checkedLink", { link: permalink.value })}
        </p>
      ) : null}
    </section>
  );
}

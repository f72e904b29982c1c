/** The evidence of one report: picture, who, what, and every part behind a fold. */

import { useEffect, useState } from "preact/hooks";
import type { CaseView, ReportView } from "../../utils/contract/case.ts";
import type { Result } from "../../utils/contract/result.ts";
import { dateTime } from "../../utils/language/time.ts";
import { stripForNoPixels } from "../../utils/policy/no-pixels.ts";
import { EvidenceList } from "../shared/EvidenceList.tsx";
import { evidenceParts } from "../shared/evidence-parts.ts";
import { LockKeyhole } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";
import { Picture } from "../shared/Picture.tsx";

export interface CaseEvidenceProps {
  view: CaseView;
  report: ReportView;
  readPicture(caseId: string, sha256: string): Promise<Result<string>>;
}

export function CaseEvidence({ view, report, readPicture }: CaseEvidenceProps) {
  const { language, t } = useLanguage();
  const noPixels = view.category === "PORNO_ANAK";
  // The intake withholds it already; a case of this category shows nothing more even if it did not.
  const evidence = noPixels ? stripForNoPixels(report.evidence) : report.evidence;
  const { fields, picture } = evidence;
  const sha256 =
    picture.state === "taken" && report.filesHere.includes(picture.file.sha256)
      ? picture.file.sha256
      : undefined;
  const address = usePicture(view.id, sha256, readPicture);
  const when = fields.publishedAt ? dateTime(language, fields.publishedAt.value) : fields.publishedRaw?.value;
  return (
    <section class="evidence" aria-label={t("review.evidence")}>
      {noPixels ? (
        <p class="message">
          <LockKeyhole size={16} aria-hidden="true" />
          <span>{t("review.withheld")}</span>
        </p>
      ) : (
        <Picture
          picture={picture}
          address={address}
          waiting={t(sha256 === undefined ? "review.pictureWaiting" : "review.pictureLoading")}
          blurred
        />
      )}
      <div class="evidence-words">
        <p>
          <strong>{fields.authorName?.value ?? fields.authorHandle?.value ?? evidence.subject}</strong>{" "}
          {fields.authorName ? <span class="muted">{fields.authorHandle?.value}</span> : null}
        </p>
        {when ? <p class="small muted">{when}</p> : null}
        {fields.title ? <p class="break">{fields.title.value}</p> : null}
        {fields.text ? <p class="evidence-text break">{fields.text.value}</p> : null}
      </div>
      <details>
        <summary>{t("review.allFields", { count: evidenceParts(evidence, language).length })}</summary>
        <EvidenceList evidence={evidence} />
      </details>
    </section>
  );
}

/** Reads the picture when there is one, and gives its memory back afterwards. */
function usePicture(caseId: string, sha256: string | undefined, read: CaseEvidenceProps["readPicture"]) {
  const [picture, setPicture] = useState<{ sha256: string; address: string }>();
  useEffect(() => {
    if (sha256 === undefined) return;
    let gone = false;
    let made: string | undefined;
    void read(caseId, sha256).then((result) => {
      if (!result.ok) return;
      made = result.value;
      if (gone) URL.revokeObjectURL(made);
      else setPicture({ sha256, address: made });
    });
    return () => {
      gone = true;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [caseId, sha256]);
  return picture?.sha256 === sha256 ? picture?.address : undefined;
}

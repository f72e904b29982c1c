/** The evidence of one report: its files, its seal and its fields, each part in a fold. */

import type { CaseView, ReportView } from "../../../utils/shared/contract/case.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import type { File } from "../../../utils/shared/contract/files.ts";
import { dateTime, timecode } from "../../../utils/shared/i18n/time.ts";
import { stripForNoPixels } from "../../../utils/shared/policy/no-pixels.ts";
import { EvidenceList } from "../../ui/EvidenceList.tsx";
import { evidenceParts } from "../../ui/evidence-parts.ts";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { LockKeyhole } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Picture } from "../../ui/Picture.tsx";
import type { PlaceName } from "../decision/cited-places.ts";
import { isNoPixels } from "../decision/current-decision.ts";
import { publishedWords } from "./CaseFacts.tsx";
import { CaseFile, type FileCalls } from "./CaseFile.tsx";
import { DeletedEvidence, SealLine } from "./CaseSeal.tsx";

export interface CaseEvidenceProps {
  view: CaseView;
  report: ReportView;
  calls: FileCalls;
  onRevealed(): void;
}

export function CaseEvidence({ view, report, calls, onRevealed }: CaseEvidenceProps) {
  const { language, t } = useLanguage();
  const noPixels = isNoPixels(view, report);
  // The intake already withholds pixels. This is a second barrier.
  const evidence = noPixels ? stripForNoPixels(report.evidence) : report.evidence;
  const { fields } = evidence;
  const when = publishedWords(language, evidence);
  return (
    <section class="evidence" aria-label={t("review.evidence")}>
      {noPixels ? (
        <p class="message">
          <LockKeyhole size={16} aria-hidden="true" />
          <span>{t("review.withheld")}</span>
        </p>
      ) : null}
      {report.evidenceDeletedAt ? <DeletedEvidence at={report.evidenceDeletedAt} /> : null}
      <div class="evidence-words">
        <p data-place="authorName">
          <strong>
            <Foreign text={fields.authorName?.value ?? fields.authorHandle?.value ?? evidence.subject} />
          </strong>{" "}
          {fields.authorName ? (
            <span class="muted">
              <Foreign text={fields.authorHandle?.value} />
            </span>
          ) : null}
        </p>
        {when ? (
          <p class="small muted">
            <Foreign text={when} />
          </p>
        ) : null}
        {fields.title ? (
          <p data-place="title">
            <Foreign text={fields.title.value} />
          </p>
        ) : null}
        {fields.text ? (
          <p class="evidence-text" data-place="text">
            <Foreign text={fields.text.value} />
          </p>
        ) : null}
      </div>
      {noPixels || report.evidenceDeletedAt ? null : (
        <CaptureFiles view={view} report={report} calls={calls} onRevealed={onRevealed} />
      )}
      <Openings openings={view.openings} />
      <SealLine report={report} />
      <Fold label={t("review.allFields", { count: evidenceParts(evidence, language).length })}>
        <EvidenceList evidence={evidence} />
      </Fold>
    </section>
  );
}

/** People who opened the evidence, by role; names of deciders may be hidden. Absent for older intakes. */
function Openings({ openings }: Pick<CaseView, "openings">) {
  const { language, t } = useLanguage();
  if (!openings) return null;
  const words = openings.map(({ role, at, own }) =>
    t("case.openedBy", { who: own ? t("case.you") : t(`role.${role}`), when: dateTime(language, at) }),
  );
  return (
    <p class="small muted" data-testid="openings" data-own={openings.some(({ own }) => own)}>
      {openings.length === 0 ? t("case.unopened") : t("case.opened", { list: words.join("; ") })}
    </p>
  );
}

/** The sealed files of one report. Their keys name the report, so that another report's files start veiled. */
export function CaptureFiles({ view, report, calls, onRevealed }: CaseEvidenceProps) {
  const { t } = useLanguage();
  const { evidence } = report;
  const show = (place: PlaceName, file: File, title: string) => (
    <CaseFile
      key={`${report.id} ${title}`}
      place={place}
      caseId={view.id}
      file={file}
      title={title}
      sealed={report.sealed !== undefined}
      here={report.filesHere.includes(file.sha256)}
      calls={calls}
      onRevealed={onRevealed}
    />
  );
  const { picture, frame, snapshot } = evidence;
  return (
    <div class="case-files">
      {picture.state === "taken" ? (
        show("picture", picture.file, t("review.filePicture"))
      ) : (
        <Picture picture={picture} address={undefined} blurred />
      )}
      {frame?.state === "taken" ? show("frame", frame.file, frameTitle(evidence, t)) : null}
      {snapshot?.state === "taken" ? show("snapshot", snapshot.file, t("review.fileSnapshot")) : null}
    </div>
  );
}

function frameTitle({ fields }: Evidence, t: ReturnType<typeof useLanguage>["t"]): string {
  const at = fields.timecodeSeconds?.value;
  return at === undefined ? t("review.fileFrame") : t("review.fileFrameAt", { timecode: timecode(at) });
}

/** The evidence of one report: its files, its seal and its fields, each part in a fold. */

import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CaseView, ReportView } from "../../../utils/shared/contract/case.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import type { File } from "../../../utils/shared/contract/files.ts";
import { dateTime, timecode } from "../../../utils/shared/i18n/time.ts";
import { stripForNoPixels } from "../../../utils/shared/policy/no-pixels.ts";
import { EvidenceList } from "../../ui/EvidenceList.tsx";
import { evidenceParts } from "../../ui/evidence-parts.ts";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { Columns2, LockKeyhole } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Picture } from "../../ui/Picture.tsx";
import { usePersistedState } from "../../ui/use-persisted-state.ts";
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
  return (
    <section class="evidence" aria-label={t("review.evidence")}>
      {noPixels ? (
        <p class="message">
          <LockKeyhole size={16} aria-hidden="true" />
          <span>{t("review.withheld")}</span>
        </p>
      ) : null}
      {report.evidenceDeletedAt ? <DeletedEvidence at={report.evidenceDeletedAt} /> : null}
      <EvidenceWords
        author={fields.authorName?.value ?? fields.authorHandle?.value ?? evidence.subject}
        handle={fields.authorName && fields.authorHandle?.value}
        title={fields.title?.value}
        text={fields.text?.value}
        when={publishedWords(language, evidence)}
      />
      {noPixels || report.evidenceDeletedAt ? null : (
        <EvidenceFiles view={view} report={report} calls={calls} onRevealed={onRevealed} />
      )}
      <Openings openings={view.openings} />
      <SealLine report={report} />
      <Fold label={t("review.allFields", { count: evidenceParts(evidence, language).length })}>
        <EvidenceList evidence={evidence} />
      </Fold>
    </section>
  );
}

interface EvidenceWordsProps {
  author: string;
  handle?: string | undefined;
  title?: string | undefined;
  text?: string | undefined;
  when?: string | undefined;
}

/** The parts that the queue already has come first, so that the rest does not move them when it arrives. */
export function EvidenceWords({ author, handle, title, text, when }: EvidenceWordsProps) {
  return (
    <div class="evidence-words">
      <p data-place="authorName">
        <strong>
          <Foreign text={author} />
        </strong>{" "}
        {handle ? (
          <span class="muted">
            <Foreign text={handle} />
          </span>
        ) : null}
      </p>
      {title ? (
        <p data-place="title">
          <Foreign text={title} />
        </p>
      ) : null}
      {text ? (
        <p class="evidence-text" data-place="text">
          <Foreign text={text} />
        </p>
      ) : null}
      {when ? (
        <p class="small muted">
          <Foreign text={when} />
        </p>
      ) : null}
    </div>
  );
}

/** Two columns of this width fit beside each other. */
const twoFilesPx = 560;

/** The report's files; on request and where there is room, two beside each other. */
function EvidenceFiles(props: CaseEvidenceProps) {
  const { view, report } = props;
  const { language, t } = useLanguage();
  const part = useRef<HTMLDivElement>(null);
  const hasRoom = useRoom(part, twoFilesPx);
  const wanted = usePersistedState("files-side-by-side", () => false);
  const isSet = takenFiles(report).length > 1;
  const earlier = isSet ? undefined : otherCapture(view, report);
  const canPair = hasRoom && (isSet || earlier !== undefined);
  const isPaired = canPair && wanted.value;
  const captures = isPaired && earlier ? [report, earlier] : [report];
  return (
    <div
      ref={part}
      class="evidence-files"
      data-pair={isPaired ? (earlier ? "captures" : "files") : undefined}
    >
      {canPair ? (
        <button
          type="button"
          class="button link"
          aria-pressed={isPaired}
          data-testid="side-by-side"
          onClick={() => wanted.set((old) => !old)}
        >
          <Columns2 size={14} aria-hidden="true" />
          {t("review.sideBySide")}
        </button>
      ) : null}
      {captures.map((capture) => (
        <div key={capture.id} class="compare-side" data-testid="capture">
          {captures.length > 1 ? (
            <p class="small muted">
              {capture.number}, {dateTime(language, capture.evidence.capturedAt)}
            </p>
          ) : null}
          <CaptureFiles {...props} report={capture} />
        </div>
      ))}
    </div>
  );
}

/** True while the element is at least `leastPx` wide. */
function useRoom(part: RefObject<HTMLElement | null>, leastPx: number): boolean {
  const [hasRoom, setRoom] = useState(false);
  useLayoutEffect(() => {
    const { current } = part;
    if (!current) return;
    const measure = () => setRoom(current.clientWidth >= leastPx);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return hasRoom;
}

function takenFiles({ evidence }: ReportView): File[] {
  const { picture, frame, snapshot } = evidence;
  return [picture, frame, snapshot].flatMap((part) => (part?.state === "taken" ? [part.file] : []));
}

/** The capture before this one that has another picture; if there is none, the one after it. */
function otherCapture(view: CaseView, report: ReportView): ReportView | undefined {
  const shownFiles = takenFiles(report).map(({ sha256 }) => sha256);
  const others = view.reportList
    .filter((other) => !isNoPixels(view, other) && !other.evidenceDeletedAt)
    .filter((other) => takenFiles(other).some(({ sha256 }) => !shownFiles.includes(sha256)))
    .sort((a, b) => a.evidence.capturedAt.localeCompare(b.evidence.capturedAt));
  const isBefore = ({ evidence }: ReportView) => evidence.capturedAt < report.evidence.capturedAt;
  return others.findLast(isBefore) ?? others.find((other) => !isBefore(other));
}

/** People who opened the evidence, by role; names of deciders may be hidden. Older intakes do not send them. */
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
  const seconds = fields.timecodeSeconds?.value;
  return seconds === undefined
    ? t("review.fileFrame")
    : t("review.fileFrameAt", { timecode: timecode(seconds) });
}

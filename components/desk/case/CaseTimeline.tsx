/** Everything that happened to a case in one column, oldest first, from its chained log. */

import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import type { CaseView, LogEntry } from "../../../utils/shared/contract/case.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { type TextKey, texts } from "../../../utils/shared/i18n/text.ts";
import { date, dateTime, relativeTime, timeOfDay } from "../../../utils/shared/i18n/time.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import {
  Check,
  CircleDashed,
  CircleQuestionMark,
  Download,
  Eye,
  Inbox,
  Send,
  Undo2,
  X,
} from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { useNow } from "../../ui/use-now.ts";
import { objectorName } from "../objections/objector-name.ts";

interface Happening {
  /** The first entry. */
  entry: LogEntry;
  /** Entries of the same kind by the same person one after the other. */
  count: number;
}

export interface CaseTimelineProps {
  view: CaseView;
  /** Entries that arrived while the case was open. */
  news?: readonly LogEntry[];
}

export function CaseTimeline({ view, news = [] }: CaseTimelineProps) {
  const { language, t } = useLanguage();
  const [digests, setDigests] = useState(false);
  const nowMs = useNow();
  const omitted = (view.log[0]?.seq ?? 1) - 1;
  return (
    <div class="block">
      {omitted > 0 ? <p class="small muted">{t("timeline.left", { count: omitted })}</p> : null}
      <ol class="timeline" data-testid="timeline">
        {digests
          ? view.log.map((entry) => (
              <HappeningRow
                key={entry.seq}
                happening={{ entry, count: 1 }}
                view={view}
                nowMs={nowMs}
                digest
              />
            ))
          : byDay(happeningsIn(view.log), language).map(({ day, happenings }) => (
              <li key={day}>
                <h3>{day}</h3>
                <ol class="timeline">
                  {happenings.map((happening) => (
                    <HappeningRow
                      key={happening.entry.seq}
                      happening={happening}
                      view={view}
                      nowMs={nowMs}
                      isNew={news.includes(happening.entry)}
                    />
                  ))}
                </ol>
              </li>
            ))}
      </ol>
      <button
        type="button"
        class="button link"
        data-testid="timeline-digests"
        aria-pressed={digests}
        onClick={() => setDigests(!digests)}
      >
        {t("timeline.digests")}
      </button>
    </div>
  );
}

interface RowProps {
  happening: Happening;
  view: CaseView;
  nowMs: number;
  digest?: boolean;
  isNew?: boolean;
}

function HappeningRow({ happening, view, nowMs, digest = false, isNew = false }: RowProps) {
  const { entry, count } = happening;
  const { language, t } = useLanguage();
  const Icon = iconOf(entry.act);
  const words = wordsOf(entry, view);
  return (
    <li class="happening" data-testid="happening" data-act={entry.act} title={entry.hash}>
      <Icon size={14} aria-hidden="true" />
      <div>
        <p>
          {t("review.logEntry", {
            act: logActName(language, entry.act),
            name: entry.act === "objection-received" ? objectorName(language, entry.by) : entry.by,
          })}
          {count > 1 ? <span class="muted"> ×{count}</span> : null}
          {isNew ? <span class="tag warning">{t("changes.new")}</span> : null}
        </p>
        {words === undefined ? null : (
          <p class="happening-words">
            <Foreign text={words} />
          </p>
        )}
        <p class="small muted">
          {digest
            ? `${dateTime(language, entry.at)}, ${t("review.logHash", { hash: entry.hash.slice(0, 12) })}`
            : `${timeOfDay(entry.at)} · ${relativeTime(language, entry.at, nowMs)}`}
        </p>
      </div>
    </li>
  );
}

/** The words that the person wrote with the act, if the case shows them. */
function wordsOf({ act, detail }: LogEntry, view: CaseView): string | undefined {
  const decision = view.decisions.find(({ id }) => id === detail.decision);
  if (act === "decision-proposed") return decision?.reason;
  if (act === "decision-refused" || act === "decision-confirmed") return decision?.answerReason;
  const question = view.questions.find(({ id }) => id === detail.question);
  if (act === "question-asked") return question?.text;
  if (act === "note-added") return view.notes?.find(({ id }) => id === detail.note)?.text;
  return act === "question-answered" ? question?.answer : undefined;
}

/** Names an act of the audit log. Acts unknown to this version are shown by their code. */
export function logActName(language: Language, act: string): string {
  const key = `logAct.${act}`;
  return key in texts[language] ? texts[language][key as TextKey] : act;
}

const icons: Readonly<Record<string, ComponentType<{ size: number; "aria-hidden": "true" }>>> = {
  "report-received": Inbox,
  "file-received": Inbox,
  "report-withdrawn": Undo2,
  "evidence-revealed": Eye,
  "evidence-exported": Download,
  "decision-confirmed": Check,
  "decision-upheld": Check,
  "decision-refused": X,
  "decision-overturned": X,
  "decision-undone": Undo2,
  "question-asked": CircleQuestionMark,
  "question-answered": CircleQuestionMark,
  "request-sent": Send,
  "referral-sent": Send,
};

const iconOf = (act: string) => icons[act] ?? CircleDashed;

/** Folds what one person did several times in a row. */
function happeningsIn(log: readonly LogEntry[]): Happening[] {
  const happenings: Happening[] = [];
  for (const entry of log) {
    const last = happenings.at(-1);
    if (last && last.entry.act === entry.act && last.entry.by === entry.by && foldedActs.has(entry.act))
      last.count += 1;
    else happenings.push({ entry, count: 1 });
  }
  return happenings;
}

const foldedActs: ReadonlySet<string> = new Set(["file-received", "evidence-revealed", "evidence-exported"]);

function byDay(happenings: readonly Happening[], language: Language) {
  const days: { day: string; happenings: Happening[] }[] = [];
  for (const happening of happenings) {
    const day = date(language, happening.entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.happenings.push(happening);
    else days.push({ day, happenings: [happening] });
  }
  return days;
}

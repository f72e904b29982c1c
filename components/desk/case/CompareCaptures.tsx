/** Two captures of one post side by side: words with their differences marked, and files. */

import { useState } from "preact/hooks";
import type { CaseView, ReportView } from "../../../utils/shared/contract/case.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { SelectField } from "../../ui/Field.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { CaptureFiles } from "./CaseEvidence.tsx";
import type { FileCalls } from "./CaseFile.tsx";

export interface CompareCapturesProps {
  view: CaseView;
  /** The report whose evidence is shown above. */
  shown: ReportView;
  calls: FileCalls;
  onRevealed(): void;
  onLeave(): void;
}

export function CompareCaptures({ view, shown, calls, onRevealed, onLeave }: CompareCapturesProps) {
  const { language, t } = useLanguage();
  const others = view.reportList.filter(({ id }) => id !== shown.id);
  const [chosen, setChosen] = useState(others[0]?.id);
  const other = others.find(({ id }) => id === chosen) ?? others[0];
  if (!other) return null;
  const [left, right] =
    other.evidence.capturedAt <= shown.evidence.capturedAt ? [other, shown] : [shown, other];
  return (
    <section class="block" data-testid="compare" aria-label={t("compare.title")}>
      <PanelHead
        title={t("compare.title")}
        leave={t("compare.leave")}
        testId="compare-leave"
        onLeave={onLeave}
      />
      {others.length > 1 ? (
        <SelectField<string>
          label={t("compare.with")}
          testId="compare-with"
          value={other.id}
          options={others.map(({ id, number, evidence }) => [
            id,
            `${number}, ${dateTime(language, evidence.capturedAt)}`,
          ])}
          onPick={setChosen}
        />
      ) : null}
      <div class="compare-pair">
        {[left, right].map((report) => (
          <div key={report.id} class="compare-side" data-testid="compare-side">
            <p class="small muted">
              {report.number}, {dateTime(language, report.evidence.capturedAt)}
            </p>
            <Words text={wordsIn(report)} other={wordsIn(report === left ? right : left)} />
            <CaptureFiles view={view} report={report} calls={calls} onRevealed={onRevealed} />
          </div>
        ))}
      </div>
    </section>
  );
}

function Words({ text, other }: { text: string; other: string }) {
  const { t } = useLanguage();
  if (text === "") return <p class="muted">{t("compare.noWords")}</p>;
  return (
    <p class="evidence-text">
      {wordDiff(text, other).map(({ text: words, differs }, index) =>
        differs ? (
          <mark key={index}>
            <Foreign text={words} />
          </mark>
        ) : (
          <Foreign key={index} text={words} />
        ),
      )}
    </p>
  );
}

export function wordsIn({ evidence: { fields } }: ReportView): string {
  return [fields.title?.value, fields.text?.value].filter((text) => text !== undefined).join("\n");
}

export interface DiffPart {
  text: string;
  /** The other text does not have these words here. */
  differs: boolean;
}

/** The table of a comparison has this many cells at most; longer texts are compared as a whole. */
const maxCells = 250_000;

/** Splits `text` into parts that `other` has in the same order, and parts that it lacks. */
export function wordDiff(text: string, other: string): DiffPart[] {
  if (text === "") return [];
  if (text === other) return [{ text, differs: false }];
  const words = wordsOf(text);
  const others = wordsOf(other);
  if (words.length * others.length > maxCells) return [{ text, differs: true }];
  const kept = longestCommon(words, others);
  const parts: DiffPart[] = [];
  for (const [index, word] of words.entries()) {
    const differs = !kept.has(index);
    const last = parts.at(-1);
    if (last?.differs === differs) last.text += word;
    else parts.push({ text: word, differs });
  }
  return parts;
}

/** Each word with the space after it. */
const wordsOf = (text: string) => text.match(/\s*\S+\s*/gu) ?? [];

/** Positions in `words` of a longest common subsequence. Spaces do not count. */
function longestCommon(words: readonly string[], others: readonly string[]): Set<number> {
  const same = (index: number, otherIndex: number) => words[index]?.trim() === others[otherIndex]?.trim();
  const width = others.length + 1;
  const lengths = new Uint16Array((words.length + 1) * width);
  const lengthFrom = (index: number, otherIndex: number) => lengths[index * width + otherIndex] ?? 0;
  for (let index = words.length - 1; index >= 0; index--)
    for (let otherIndex = others.length - 1; otherIndex >= 0; otherIndex--)
      lengths[index * width + otherIndex] = same(index, otherIndex)
        ? lengthFrom(index + 1, otherIndex + 1) + 1
        : Math.max(lengthFrom(index + 1, otherIndex), lengthFrom(index, otherIndex + 1));
  const kept = new Set<number>();
  for (let index = 0, otherIndex = 0; index < words.length && otherIndex < others.length; ) {
    if (same(index, otherIndex)) {
      kept.add(index);
      index++;
      otherIndex++;
    } else if (lengthFrom(index + 1, otherIndex) >= lengthFrom(index, otherIndex + 1)) index++;
    else otherIndex++;
  }
  return kept;
}

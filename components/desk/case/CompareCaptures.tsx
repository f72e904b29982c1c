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
import { wordDiff } from "./word-diff.ts";

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
    <section class="block compare" data-testid="compare" aria-label={t("compare.title")}>
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
        {[left, right].map((one) => (
          <div key={one.id} class="compare-side" data-testid="compare-side">
            <p class="small muted">
              {one.number}, {dateTime(language, one.evidence.capturedAt)}
            </p>
            <Words text={wordsIn(one)} other={wordsIn(one === left ? right : left)} />
            <CaptureFiles view={view} report={one} calls={calls} onRevealed={onRevealed} />
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
      {wordDiff(text, other).map(({ text: words, differs }, at) =>
        differs ? (
          <mark key={at}>
            <Foreign text={words} />
          </mark>
        ) : (
          <Foreign key={at} text={words} />
        ),
      )}
    </p>
  );
}

export function wordsIn({ evidence: { fields } }: ReportView): string {
  return [fields.title?.value, fields.text?.value].filter((one) => one !== undefined).join("\n");
}

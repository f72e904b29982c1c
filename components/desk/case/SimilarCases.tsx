/** Cases similar to this one, with reason and distance. Only a person merges or groups them. */

import type { ComponentChildren, Ref } from "preact";
import { useState } from "preact/hooks";
import type { CaseView, SimilarCase } from "../../../utils/shared/contract/case.ts";
import type { RegroupInput } from "../../../utils/shared/contract/group.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { SubjectName } from "../../ui/SubjectName.tsx";
import { RegroupForm } from "../group/RegroupForm.tsx";
import { caseName } from "../queue/queue-rows.ts";
import type { RegroupCalls, RegroupContext } from "./case-calls.ts";

export interface SimilarCasesProps {
  view: CaseView;
  calls: RegroupCalls;
  onOpen(caseId: string): void;
  onChanged(): Promise<void>;
  sectionRef: Ref<HTMLElement>;
}

export function SimilarCases({ view, calls, onOpen, onChanged, sectionRef }: SimilarCasesProps) {
  const { language, t } = useLanguage();
  const [doing, setDoing] = useState<RegroupContext>();
  const allowed = view.can.includes("regroup");
  // Merge and split do not change decisions, so they are allowed on decided cases too.
  const mayMerge = allowed || view.can.includes("reverse");
  const begin = (regrouping: RegroupContext, key: string) =>
    (regrouping.act === "merge" || regrouping.act === "split" ? mayMerge : allowed) ? (
      <button
        type="button"
        class="button"
        data-testid={`regroup-${regrouping.act}`}
        data-case={key}
        onClick={() => setDoing(regrouping)}
      >
        {t(`similar.${regrouping.act}`)}
      </button>
    ) : null;

  const send = async (reason: string) => {
    if (!doing) return undefined;
    const result = await calls.regroupCase(view.id, { ...doing, reason } as RegroupInput);
    if (!result.ok) return result.problem;
    setDoing(undefined);
    await onChanged();
    if (result.value.caseId !== view.id && doing.act === "merge") onOpen(result.value.caseId);
    return undefined;
  };

  return (
    <section
      class="block"
      ref={sectionRef}
      tabIndex={-1}
      aria-label={t("similar.title")}
      data-testid="similar"
    >
      <h2>{t("similar.title")}</h2>
      {view.similar.length === 0 ? (
        <p class="muted">{t(view.comparing ? "similar.comparing" : "similar.none")}</p>
      ) : null}
      {view.similar.map((similar) => (
        <SimilarCard key={similar.caseId} similar={similar} onOpen={onOpen}>
          {begin({ act: "merge", with: similar.caseId }, similar.caseId)}
          {begin({ act: "join", with: similar.caseId }, similar.caseId)}
        </SimilarCard>
      ))}
      {view.maybeSame?.map(({ caseId, state, agreed, ...words }) => (
        <div key={caseId} class="card" data-testid="maybe-same" data-case={caseId}>
          <p class="row-head">
            <strong>{t("similar.maybeSame")}</strong>
            <span class="tag">{t(`caseState.${state}`)}</span>
          </p>
          <p>{caseName(language, words)}</p>
          <p class="small muted">{t(`similar.agreed.${agreed}`)}</p>
          <div class="buttons">
            <button type="button" class="button" onClick={() => onOpen(caseId)}>
              {t("similar.open")}
            </button>
            {agreed === "own" ? null : begin({ act: "merge", with: caseId }, caseId)}
          </div>
        </div>
      ))}
      {view.merged.map(({ caseId, ...words }) => (
        <div key={caseId} class="card">
          <p>
            {t("similar.merged")}: {caseName(language, words)}
          </p>
          <div class="buttons">{begin({ act: "split", merged: caseId }, caseId)}</div>
        </div>
      ))}
      {view.group ? <div class="buttons">{begin({ act: "leave" }, view.id)}</div> : null}
      {doing ? (
        <RegroupForm
          key={JSON.stringify(doing)}
          caseId={view.id}
          regrouping={doing}
          onSend={send}
          onLeave={() => setDoing(undefined)}
        />
      ) : null}
    </section>
  );
}

interface SimilarCardProps {
  similar: SimilarCase;
  onOpen(caseId: string): void;
  children: ComponentChildren;
}

function SimilarCard({ similar, onOpen, children }: SimilarCardProps) {
  const { t, words } = useLanguage();
  const { caseId, subject, author, excerpt, category, state } = similar;
  return (
    <div class="card" data-testid="similar-row" data-case={caseId}>
      <p class="row-head">
        <strong>{words(categories[category].short)}</strong>
        <span class="tag">{t(`caseState.${state}`)}</span>
      </p>
      <p>
        <Foreign text={author} />
        {author ? " · " : ""}
        {excerpt ? <Foreign text={excerpt} /> : <SubjectName subject={subject} />}
      </p>
      <p class="small muted">{similarityWords(similar, t)}</p>
      <div class="buttons">
        <button type="button" class="button" onClick={() => onOpen(caseId)}>
          {t("similar.open")}
        </button>
        {children}
      </div>
    </div>
  );
}

/** Up to this distance two texts differ by a few characters. */
const nearDistance = 0.15;

/** For example `teks: hampir sama (94 %)`. */
function similarityWords({ why, distance }: SimilarCase, t: ReturnType<typeof useLanguage>["t"]): string {
  if (distance === undefined) return t(`similar.${why}`);
  const percent = Math.round((1 - distance) * 100);
  const how =
    distance === 0
      ? t("similar.same")
      : t(distance <= nearDistance ? "similar.near" : "similar.alike", { percent });
  return `${t(`similar.${why}`)}: ${how}`;
}

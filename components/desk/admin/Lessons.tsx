/** Lessons in force, the people who passed the exam about them, and how others are published. */

import { useState } from "preact/hooks";
import type { LessonsState } from "../../../utils/shared/contract/administration.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { date } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { CopyField } from "../../ui/CopyField.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { LoadState } from "../../ui/LoadState.tsx";
import { useLanguage } from "../../ui/language.ts";
import { MoreButton, type MoreButtonProps } from "../../ui/MoreButton.tsx";
import { usePages } from "../../ui/use-pages.ts";
import type { AdminCalls } from "./act-form.tsx";

function LessonList({ state }: { state: LessonsState }) {
  const { language, t, words } = useLanguage();
  return (
    <section class="block">
      <h2>{t("admin.lessons")}</h2>
      <p class="small muted">
        {state.pack
          ? t("admin.lessonsFrom", { version: state.pack.version, when: date(language, state.pack.at) })
          : t("admin.lessonsBuiltIn")}
      </p>
      <ul class="act-list">
        {state.lessons.map(({ id, edition, title, categories: codes, certified }) => (
          <li key={id} class="act-row" data-testid="taught-lesson" data-lesson={id}>
            <p>
              <strong>
                <Foreign text={words(title)} />
              </strong>{" "}
              <span class="tag">{t("admin.lessonEdition", { edition })}</span>
            </p>
            <p class="small muted">{codes.map((code) => words(categories[code].short)).join(", ")}</p>
            <p class="small">{t("admin.lessonCertified", { count: certified })}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Passed({ state, list }: { state: LessonsState; list: MoreButtonProps["list"] }) {
  const { language, t, words } = useLanguage();
  const titles = new Map(state.lessons.map(({ id, title }) => [id, words(title)]));
  return (
    <section class="block">
      <h2>{t("admin.passed")}</h2>
      {state.passed.length === 0 ? <p class="muted">{t("admin.passedEmpty")}</p> : null}
      <ul class="act-list">
        {state.passed.map(({ id, name, issuedAt, lacking, suspended }) => (
          <li key={id} class="act-row" data-testid="passed-person" data-valid={lacking.length === 0}>
            <p>
              <a href={`#/admin/people/${id}`}>
                <Foreign text={name} />
              </a>{" "}
              <span class={lacking.length === 0 ? "tag done" : "tag warning"}>
                {t(lacking.length === 0 ? "admin.passedValid" : "admin.passedLapsed")}
              </span>{" "}
              {suspended ? <span class="tag">{t("personState.suspended")}</span> : null}
            </p>
            <p class="small muted">{t("admin.passedAt", { when: date(language, issuedAt) })}</p>
            {lacking.length === 0 ? null : (
              <p class="small">
                {t("admin.passedLacking", {
                  lessons: lacking.map((lessonId) => titles.get(lessonId) ?? lessonId).join(", "),
                })}
              </p>
            )}
          </li>
        ))}
      </ul>
      <MoreButton list={list} testId="passed-more" />
    </section>
  );
}

export function Lessons({ calls }: { calls: AdminCalls }) {
  const { t } = useLanguage();
  const [state, setState] = useState<LessonsState>();
  const loaded = usePages("admin-lessons", async (after) => {
    const query = { limit: 50, ...(after === undefined ? {} : { after }) };
    const answer = await calls.callAdmin("getLessonsState", { query });
    if (!answer.ok) return answer;
    setState(answer.value);
    return ok({ rows: answer.value.passed, next: answer.value.next });
  });
  return (
    <>
      <LoadState load={loaded} label={t("admin.loading")} rows={5} height={64} />
      {state ? (
        <>
          <LessonList state={state} />
          <Passed state={{ ...state, passed: loaded.rows ?? [] }} list={loaded} />
          <section class="block">
            <h2>{t("admin.lessonsPublish")}</h2>
            <p class="small muted">{t("admin.lessonsHow")}</p>
            <CopyField
              label={t("admin.lessonsExport")}
              value="lapor lessons export --out pelajaran.json"
              testId="lessons-export"
            />
            <CopyField
              label={t("admin.lessonsPublishFile")}
              value="lapor lessons publish pelajaran.json"
              testId="lessons-publish"
            />
            <CopyField
              label={t("admin.lessonsWithdraw")}
              value="lapor lessons publish none"
              testId="lessons-withdraw"
            />
          </section>
        </>
      ) : null}
    </>
  );
}

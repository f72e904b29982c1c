/** The report form for several posts: one category and note for all, one report per included post. */

import { useState } from "preact/hooks";
import type { Draft, DraftPost, ExcludedPost } from "../../utils/shared/contract/draft.ts";
import type { MessageOutput } from "../../utils/shared/contract/messages.ts";
import type { Answers } from "../../utils/shared/contract/outbox.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { Fold } from "../ui/Fold.tsx";
import { LockKeyhole } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { Hotline } from "./Hotline.tsx";
import { type FormEvents, ReportForm } from "./ReportForm.tsx";
import { SetPost } from "./SetPost.tsx";

type SavedSet = MessageOutput<"save-set">;

export interface SetFormProps extends FormEvents<SavedSet> {
  draft: Extract<Draft, { state: "set" }>;
  onSend(answers: Answers, evidenceIds: string[]): Promise<Result<SavedSet>>;
}

const idOf = ({ evidence }: DraftPost) => evidence.id;

/** The data that remains of a set in the no-pixels lane. */
function SetNoPixels() {
  const { t } = useLanguage();
  return (
    <div class="no-pixels">
      <p class="no-pixels-title">
        <LockKeyhole size={16} aria-hidden="true" />
        <strong>{t("form.noPixelsTitle")}</strong>
      </p>
      <p>{t("set.noPixels")}</p>
      <Hotline />
    </div>
  );
}

/** Marked posts that are not in the set, each with the reason. */
function ExcludedPosts({ dropped }: { dropped: readonly ExcludedPost[] }) {
  const { t } = useLanguage();
  return (
    <div class="set-dropped" data-testid="set-dropped">
      <Fold label={t("set.dropped", { count: dropped.length })}>
        <ul>
          {dropped.map(({ subject, problem }) => (
            <li key={subject} class="small">
              {t("set.droppedWhy", { subject, why: t(`problem.${problem.code}`) })}
            </li>
          ))}
        </ul>
      </Fold>
    </div>
  );
}

export function SetForm({ draft, onSend, ...events }: SetFormProps) {
  const { t } = useLanguage();
  const { posts, dropped } = draft;
  // Posts that this person reported before are shown but excluded by default.
  const [left, setLeft] = useState<readonly string[]>(() =>
    posts.filter(({ reportedAt }) => reportedAt !== undefined).map(idOf),
  );
  const chosen = posts.filter((post) => !left.includes(idOf(post)));
  const include = (id: string, included: boolean) =>
    setLeft(included ? left.filter((other) => other !== id) : [...left, id]);
  const [site] = posts.map(({ evidence }) => evidence.site);

  return (
    <ReportForm
      {...events}
      what={site ? t("set.what", { count: posts.length, site: t(`site.${site}`) }) : ""}
      sendText={t("set.send", { count: chosen.length })}
      several
      notPublicText={(count) => t("set.someNotPublic", { count })}
      posts={posts}
      chosen={chosen}
      onSend={(answers) => onSend(answers, chosen.map(idOf))}
      preview={({ noPixels, onSeeAll }) => (
        <section class="set" data-testid="preview" aria-label={t("form.preview")}>
          <div aria-live="polite">{noPixels ? <SetNoPixels /> : null}</div>
          <p class="set-count" role="status" data-testid="set-count">
            {t("set.chosen", { count: chosen.length, all: posts.length })}
          </p>
          <ul class="set-posts">
            {posts.map((post) => (
              <SetPost
                key={idOf(post)}
                post={post}
                included={!left.includes(idOf(post))}
                onInclude={(included) => include(idOf(post), included)}
                onSeeAll={() => onSeeAll(post)}
              />
            ))}
          </ul>
          {dropped.length > 0 ? <ExcludedPosts dropped={dropped} /> : null}
        </section>
      )}
    />
  );
}

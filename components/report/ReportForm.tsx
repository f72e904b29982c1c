/** The report form for one post or several: preview, category and send button. */

import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { uncoveredMs } from "../../utils/extension/browser/delays.ts";
import type { DraftPost } from "../../utils/shared/contract/draft.ts";
import type { Answers } from "../../utils/shared/contract/outbox.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import { fail, type Result } from "../../utils/shared/contract/result.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import { refusalOrder, refusals } from "../../utils/shared/policy/refusals.ts";
import { Failure } from "../ui/Failure.tsx";
import { ArrowLeft } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { CategoryGrid } from "./CategoryGrid.tsx";
import { Choices } from "./Choices.tsx";
import { type OnDisturbed, watchVisibility } from "./feed-guard.ts";
import { createClickGuard } from "./guard.ts";
import { useOfferedCategories } from "./offered.ts";
import { PostPreview, type RedactCalls } from "./SeenPost.tsx";
import { useSuggestion } from "./suggestions.ts";
import { hasText, readyAnswers, useAnswers } from "./use-answers.ts";
import { useFirstFocus } from "./use-first-focus.ts";
import { useFormKeys } from "./use-form-keys.ts";
import { qualityOf, Warnings } from "./Warnings.tsx";

/** Events that both kinds of form report to the surrounding page. */
export interface FormEvents<T> {
  onDisturbed: OnDisturbed;
  /** The no-pixels lane was chosen: everything that shows or quotes the post must be destroyed. */
  onStrip(): void;
  redacting: RedactCalls;
  /** Reads the post again; undefined if that is impossible. */
  onCaptureAgain?: (() => Promise<Result<unknown>>) | undefined;
  onSaved(saved: T): void;
  onCancel(): void;
}

export interface PreviewOptions {
  noPixels: boolean;
  blurred: boolean;
  onSeeAll(post: DraftPost): void;
}

export interface ReportFormProps<T> extends FormEvents<T> {
  what: string;
  sendText: string;
  /** A set, even if only one post is left in it. */
  several: boolean;
  posts: readonly DraftPost[];
  /** The posts that will be sent. */
  chosen: readonly DraftPost[];
  /** Asks for a reason; used if some of the chosen posts are not public. */
  notPublicText(count: number): string;
  preview(look: PreviewOptions): ComponentChildren;
  onSend(answers: Answers): Promise<Result<T>>;
}

/** Lists what is not a category, why, and the alternative. */
function Refusals() {
  const { words } = useLanguage();
  return (
    <ul class="refusals">
      {refusalOrder.map((code) => (
        <li key={code} data-testid={`refusal-${code}`}>
          <h2>{words(refusals[code].label)}</h2>
          <p>{words(refusals[code].why)}</p>
          <p class="muted">{words(refusals[code].instead)}</p>
        </li>
      ))}
    </ul>
  );
}

/** True once "send" is trusted; false again when the form is covered, hidden or disturbed. */
function useGuard(form: RefObject<HTMLElement | null>, onDisturbed: OnDisturbed): boolean {
  const [ready, setReady] = useState(false);
  const guard = useRef(createClickGuard(uncoveredMs)).current;
  const subscribe = useRef(onDisturbed).current;

  useEffect(
    () =>
      watchVisibility(guard, form.current, subscribe, () => setReady(guard.waitMs(performance.now()) === 0)),
    [form, guard, subscribe],
  );

  return ready;
}

/** A sheet over the form, with all evidence or with the list of non-categories. */
function Panel(props: { title: string; onBack(): void; children: ComponentChildren }) {
  const { t } = useLanguage();
  const back = useRef<HTMLButtonElement>(null);
  useFirstFocus(back);
  return (
    <section class="panel" aria-label={props.title}>
      <p class="panel-head">
        <button ref={back} type="button" class="button quiet" data-testid="panel-back" onClick={props.onBack}>
          <ArrowLeft size={16} aria-hidden="true" />
          {t("form.back")}
        </button>
        <strong>{props.title}</strong>
      </p>
      {props.children}
    </section>
  );
}

export function ReportForm<T>({ posts, chosen, onStrip, onSaved, onCancel, ...props }: ReportFormProps<T>) {
  const { t } = useLanguage();
  const offered = useOfferedCategories();
  const form = useRef<HTMLDivElement>(null);
  const uncovered = useGuard(form, props.onDisturbed);
  const { answers, pick, change } = useAnswers();
  const [panel, setPanel] = useState<"refusals" | { evidenceId: string }>();
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [capturing, setCapturing] = useState(false);
  /** Esc was pressed while the form contains text: only "cancel" discards the text. */
  const [kept, setKept] = useState(false);
  const [overrideAsked, setOverrideAsked] = useState(false);

  const { category } = answers;
  const noPixels = category === "PORNO_ANAK";
  const notPublic = chosen.filter(({ evidence }) => evidence.fields.audience?.value === "not-public").length;
  const ready = chosen.length === 0 ? "category" : readyAnswers(answers, notPublic > 0, qualityOf(chosen));
  const blurred = category === undefined || categories[category].capture === "C2";
  const seen = posts.find(({ evidence }) => typeof panel === "object" && evidence.id === panel.evidenceId);
  const nothing = chosen.length === 0 ? t("set.chooseOne") : "Ctrl+Enter";
  // Sets have no common suggestion: each post would have its own.
  const suggestion = useSuggestion(props.several || noPixels ? undefined : posts[0]?.evidence.fields);
  const hint = category === undefined ? t("form.chooseFirst") : nothing;

  useEffect(() => {
    if (noPixels) onStrip();
  }, [noPixels]);

  const sendReport = async (event: Event) => {
    if (!event.isTrusted || sending || capturing) return;
    if (ready === "category") return;
    if (ready === "reason") return setProblem(fail("reason-needed").problem);
    if (ready === "override") return setOverrideAsked(true);
    if (!uncovered) return setProblem(fail("covered", undefined, "now").problem);
    setSending(true);
    setProblem(undefined);
    const result = await props.onSend(ready);
    setSending(false);
    if (result.ok) onSaved(result.value);
    else setProblem(result.problem);
  };

  const { onCaptureAgain } = props;
  const captureAgain =
    onCaptureAgain &&
    (async () => {
      setCapturing(true);
      setOverrideAsked(false);
      setProblem(undefined);
      const result = await onCaptureAgain();
      setCapturing(false);
      if (!result.ok) setProblem(result.problem);
    });

  // An error disappears with its cause. A missing reason is shown at its field.
  const isOver = problem?.code === "reason-needed" || (problem?.code === "covered" && uncovered);
  const shownProblem = isOver ? undefined : problem;

  useFormKeys({
    // Ignores the keys while the categories are hidden or the evidence is about to change.
    onPick: (code) => !noPixels && !panel && !capturing && offered.includes(code) && pick(code),
    onSend: sendReport,
    onEscape() {
      if (panel) return setPanel(undefined);
      if (hasText(answers)) return setKept(true);
      onCancel();
    },
  });

  return (
    <div ref={form} class="form">
      <header class="form-head">
        <h1>{t("form.title")}</h1>
        <span class="muted small">{props.what}</span>
      </header>
      <main class="form-middle">
        {seen ? (
          <Panel title={t("form.preview")} onBack={() => setPanel(undefined)}>
            <PostPreview post={seen} blurred={blurred} redacting={noPixels ? undefined : props.redacting} />
          </Panel>
        ) : null}
        {panel === "refusals" ? (
          <Panel title={t("form.notCategoriesTitle")} onBack={() => setPanel(undefined)}>
            <Refusals />
          </Panel>
        ) : null}
        <div class="form-work" hidden={panel !== undefined}>
          {props.preview({
            noPixels,
            blurred,
            onSeeAll: ({ evidence }) => setPanel({ evidenceId: evidence.id }),
          })}
          <Warnings
            posts={chosen}
            several={props.several}
            overridden={answers.overridden}
            onOverride={(overridden) => {
              change({ overridden });
              setOverrideAsked(false);
            }}
            needed={overrideAsked && ready === "override"}
            onCaptureAgain={noPixels ? undefined : captureAgain}
            capturing={capturing}
          />
          <div class="grid-head">
            <h2>{t("form.category")}</h2>
            <button
              type="button"
              class="button link"
              data-testid="refusals"
              onClick={() => setPanel("refusals")}
            >
              {t("form.notCategories")}
            </button>
          </div>
          <CategoryGrid value={category} locked={noPixels} onPick={pick} />
          {noPixels ? <p class="small muted">{t("form.noPixelsLocked")}</p> : null}
          {suggestion ? (
            <p class="small muted" role="status" data-testid="suggested">
              <strong>{suggestion}</strong> {t("form.suggestedWhy")}
            </p>
          ) : null}
          <Choices
            evidence={(chosen[0] ?? posts[0])?.evidence}
            answers={answers}
            notPublic={notPublic > 0 ? props.notPublicText(notPublic) : undefined}
            reasonMissing={problem?.code === "reason-needed" && ready === "reason"}
            onChange={change}
          />
        </div>
      </main>
      <footer class="form-foot">
        {shownProblem ? <Failure problem={shownProblem} /> : null}
        {kept && hasText(answers) ? (
          <p class="message" role="status" data-testid="note-kept">
            {t("form.noteKept")}
          </p>
        ) : null}
        <button type="button" class="button quiet" data-testid="cancel" onClick={onCancel}>
          {t("form.cancel")}
        </button>
        <button
          type="button"
          class="button primary"
          data-testid="send"
          aria-disabled={ready === "category" || !uncovered || sending || capturing}
          title={hint}
          onClick={sendReport}
        >
          {sending ? t("form.sending") : props.sendText}
        </button>
      </footer>
    </div>
  );
}

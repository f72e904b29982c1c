/** Entry point of the report form, which is framed over a site. */

import { render } from "preact";
import { OfferedCategoriesContext } from "../../components/report/CategoryGrid.tsx";
import { blockUntrustedInput } from "../../components/report/click-guard.ts";
import { FormApp, type FormCalls } from "../../components/report/FormApp.tsx";
import { PostPreviewContext } from "../../components/report/ReportForm.tsx";
import { type Suggest, SuggestContext } from "../../components/report/suggestions.ts";
import { HelpContext } from "../../components/ui/HelpLink.tsx";
import { LanguageContext } from "../../components/ui/language.ts";
import { lazy } from "../../components/ui/lazy.tsx";
import { extensionAddress, onMessage } from "../../utils/extension/browser/browser.ts";
import { applyTextSize } from "../../utils/extension/browser/text-size.ts";
import { ask, send } from "../../utils/extension/messages/send.ts";
import { guideAddress } from "../../utils/shared/contract/guides.ts";
import type { Notice } from "../../utils/shared/contract/messages.ts";
import { done, fail, type Result } from "../../utils/shared/contract/result.ts";
import type { Role } from "../../utils/shared/contract/site.ts";
import { loadTexts } from "../../utils/shared/i18n/text.ts";
import { order } from "../../utils/shared/policy/categories.ts";
import { reporterRoles } from "../../utils/shared/policy/reporter-roles.ts";

const query = new URLSearchParams(location.search);
const draftId = query.get("draft") ?? "";

/** Not in a frame: a page must not show a person a receipt of a report that does not exist. */
const isPractice = draftId === "practice" && window.top === window;

// Requested at once, while the settings are loading.
let first: ReturnType<FormCalls["readDraft"]> | undefined = isPractice
  ? undefined
  : ask("read-draft", { draftId });

const calls: FormCalls = {
  readDraft: () => {
    const answer = first ?? ask("read-draft", { draftId });
    first = undefined;
    return answer;
  },
  stripDraft: () => ask("strip-draft", { draftId }),
  redactDraft: (evidenceId, redaction) => send("redact-draft", { draftId, evidenceId, redaction }),
  restoreDraft: (evidenceId) => send("restore-draft", { draftId, evidenceId }),
  keepWords: (subjects, words) => send("keep-words", { draftId, subjects: [...subjects], words }),
  captureAgain: () => send("capture-again", { draftId }),
  checkLink: (link) => send("check-link", { draftId, link }),
  checkReported: () => send("check-reported", { draftId }),
  // Without an answer the report may be saved, and would be sent after "cancel".
  saveReport: (answers) => ask("save-report", { draftId, answers }),
  saveSet: (answers, evidenceIds) => ask("save-set", { draftId, answers, evidenceIds }),
  undoSet: (setId) => send("undo-set", { setId }),
  undoReport: (reportId) => send("undo-report", { reportId }),
  showToast: (outcome, heightPx) => void send("show-toast", { draftId, outcome, heightPx }),
  close: (outcome) => void send("close-form", { draftId, outcome }),
};

/** A form ends with its page. One that the browser restores with its page has no draft any more. */
function endWithPage(): void {
  if (isPractice) return;
  addEventListener("pagehide", () => void send("discard-draft", { draftId }));
  addEventListener("pageshow", ({ persisted }) => persisted && calls.close("cancelled"));
}

/** Firefox would open the link in the page's container, which has its own extension storage. */
function openSettings(event: MouseEvent): void {
  if (!(event.target as Element).closest("[href$='/options.html']")) return;
  event.preventDefault();
  void send("open-settings", { draftId });
}

function onDisturbed(listener: () => void): () => void {
  return onMessage((message) => {
    const notice = message as Notice;
    if (notice.type === "form-raised" && notice.draftId === draftId) listener();
    return undefined;
  });
}

/** Suggestions of the pack's model. Model and classifier are loaded once, when a form needs them. */
function suggestionsFor(draftId: string): Suggest {
  let judge: Promise<Suggest> | undefined;
  return async (fields) => {
    judge ??= loadClassifier(draftId);
    return (await judge)(fields);
  };
}

async function loadClassifier(draftId: string): Promise<Suggest> {
  const answer = await ask("read-model", { draftId });
  const model = answer.ok ? answer.value.model : undefined;
  if (!model) return async () => [];
  const { suggest } = await import("../../utils/shared/classifier/score.ts");
  return async (fields) => suggest(model, fields);
}

const PostPreview = lazy(
  async () => (await import("../../components/report/PostPreview.tsx")).PostPreview,
  ["form"],
);

const suggest = suggestionsFor(draftId);

/** Answered only to the form of an open draft, so practice has its language from the address and offers all categories. */
const readSettings = () => ask("read-form-settings", {});

async function practiceCalls(): Promise<FormCalls> {
  const [practice, { hideWords }] = await Promise.all([
    import("../../components/report/practice.ts"),
    import("../../utils/extension/drafts/redact-post.ts"),
  ]);
  return practice.practiceCalls({ close: () => window.close(), hideWords });
}

function checkRole(role: Role | undefined): Result<unknown> {
  if (role === undefined) return fail("not-enrolled");
  return reporterRoles.has(role) ? done : fail("not-a-reporter");
}

async function show(root: HTMLElement, settings: Awaited<ReturnType<typeof readSettings>>): Promise<void> {
  const language = settings.ok ? settings.value.language : query.get("language") === "en" ? "en" : "id";
  const checkedSettings = settings.ok ? checkRole(settings.value.role) : settings;
  document.documentElement.lang = language;
  if (settings.ok) applyTextSize(settings.value.textSize);
  await loadTexts(language, "base", "form");
  const intake = settings.ok ? settings.value.intake : undefined;
  const practice = isPractice ? await practiceCalls() : undefined;
  render(
    <LanguageContext value={language}>
      <HelpContext value={intake && guideAddress(intake, "officer")}>
        <OfferedCategoriesContext value={settings.ok ? settings.value.categories : isPractice ? order : []}>
          <SuggestContext value={suggest}>
            <PostPreviewContext value={PostPreview}>
              <FormApp
                calls={
                  practice ??
                  (checkedSettings.ok ? calls : { ...calls, readDraft: async () => checkedSettings })
                }
                onDisturbed={onDisturbed}
                optionsAddress={extensionAddress("/options.html")}
              />
            </PostPreviewContext>
          </SuggestContext>
        </OfferedCategoriesContext>
      </HelpContext>
    </LanguageContext>,
    root,
  );
}

async function start(): Promise<void> {
  const root = document.getElementById("app");
  const theme = query.get("theme");
  if (theme) document.documentElement.dataset.theme = theme;
  if (!root) return;
  endWithPage();
  blockUntrustedInput(root, onDisturbed);
  if (import.meta.env.FIREFOX) addEventListener("click", openSettings);
  await show(root, await readSettings());
  onMessage((message) => {
    if ((message as Notice).type !== "settings-changed") return undefined;
    void readSettings().then((settings) => (settings.ok ? show(root, settings) : undefined));
    return undefined;
  });
}

void start();

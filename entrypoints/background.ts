/** The background: wires messages, alarms and the first page that a new user sees. */

import { defineBackground } from "wxt/utils/define-background";
import { pollAlerts, startAlerts } from "../utils/extension/alerts/poll-alerts.ts";
import { callRoute } from "../utils/extension/api/call-route.ts";
import { readLanguage, readPolicy } from "../utils/extension/api/managed-policy.ts";
import {
  injectFile,
  type MessageSender,
  offerMenu,
  onInstalled,
  onKeys,
  onManagedStorage,
  onMenu,
  onStartup,
  onTabRemoved,
  openOwnPage,
  sendToSiteTabs,
  sendToTab,
} from "../utils/extension/browser/browser.ts";
import { session } from "../utils/extension/browser/session-storage.ts";
import { closeStorage, connection, local, runExclusive } from "../utils/extension/browser/storage.ts";
import { readTextSize, textSizeKey } from "../utils/extension/browser/text-size.ts";
import { captureAgain } from "../utils/extension/drafts/capture-again.ts";
import { checkLink } from "../utils/extension/drafts/check-link.ts";
import { forgetTab, recallChat } from "../utils/extension/drafts/checked-chats.ts";
import {
  type DraftOrigin,
  forgetDrafts,
  formOwnershipOf,
  removeDraft,
  sealPost,
} from "../utils/extension/drafts/drafts.ts";
import { forgetWordsOfTab, keepWords } from "../utils/extension/drafts/kept-words.ts";
import { openClaimedDraft } from "../utils/extension/drafts/open-draft.ts";
import {
  describeActivePage,
  openFormInTab,
  orExplain,
  pressPostButton,
  startSelection,
} from "../utils/extension/drafts/page-requests.ts";
import { paintBoxes } from "../utils/extension/drafts/paint-boxes.ts";
import { canTakePicture, startStrips, takeStrip } from "../utils/extension/drafts/picture-strips.ts";
import { redactDraft, restoreDraft } from "../utils/extension/drafts/redact-draft.ts";
import { stripDraft } from "../utils/extension/drafts/strip-draft.ts";
import { fetchFilter, startFilterUpdates } from "../utils/extension/known-subjects/fetch-filter.ts";
import { answerMessages, type Handlers, readRejected } from "../utils/extension/messages/answer-messages.ts";
import { listMarks } from "../utils/extension/outbox/button-states.ts";
import { deleteForgottenReports, startDeletionChecks } from "../utils/extension/outbox/delete-forgotten.ts";
import { startUpdates } from "../utils/extension/outbox/extension-updates.ts";
import {
  listOutbox,
  saveReport,
  saveSet,
  undoReport,
  undoSet,
  withdrawReport,
} from "../utils/extension/outbox/save-report.ts";
import { drain, drainNow, startOutbox } from "../utils/extension/outbox/send-reports.ts";
import { checkKnownSubject, showDraft } from "../utils/extension/outbox/show-draft.ts";
import { countCapture, countPage } from "../utils/extension/recipe-health/count-pages.ts";
import { startHealthUploads } from "../utils/extension/recipe-health/upload-counts.ts";
import { fetchRecipes, startRecipes } from "../utils/extension/recipe-packs/fetch-pack.ts";
import {
  readCaptureRecipes,
  readLessons,
  readPageRecipes,
  readSuggestionModel,
  reportUnreadableRecipes,
} from "../utils/extension/recipe-packs/read-recipes.ts";
import { readRecipesState } from "../utils/extension/recipe-packs/verified-pack.ts";
import { isSitePage, sitePages } from "../utils/page/sites/engine/matches.ts";
import { claimRoute } from "../utils/shared/contract/claim.ts";
import type { Notice } from "../utils/shared/contract/messages.ts";
import { done, ok } from "../utils/shared/contract/result.ts";
import { buttonName } from "../utils/shared/i18n/texts/button.ts";
import { selectLabel } from "../utils/shared/i18n/texts/capture-script.ts";
import { offeredCategories } from "../utils/shared/policy/offered-categories.ts";

function originOf(sender: MessageSender): DraftOrigin {
  return { tabId: sender.tabId ?? -1, frameId: sender.frameId ?? 0, windowId: sender.windowId ?? -1 };
}

async function updateMenuTitles(): Promise<void> {
  const chosen = await readLanguage();
  const titles = {
    "report-post": buttonName[chosen],
    "choose-several": selectLabel[chosen],
  };
  await offerMenu(titles, sitePages);
}

/** Requests of the scripts in the sites' pages, and of the popup about the page in the tab. */
const pageHandlers = {
  "open-capture": async (_, sender) => {
    const { tabId, frameId } = originOf(sender);
    return orExplain(
      injectFile(tabId, frameId, "capture.js").then(() => done),
      sender.address,
    );
  },
  "find-by-structure": async (_, sender) => {
    const { tabId, frameId } = originOf(sender);
    await injectFile(tabId, frameId, "structure.js");
    return done;
  },
  "offer-page": async () => {
    const page = await describeActivePage();
    return ok(page ? { page } : {});
  },
  "report-page": ({ tabId }) => openFormInTab(tabId, "page"),
  "choose-several": ({ tabId }) => startSelection(tabId),
  "list-marks": async ({ subjects }) => ok(await listMarks(subjects)),
  "count-page": async (count) => {
    await countPage(count);
    return done;
  },
  "count-capture": async (count) => {
    await countCapture(count);
    return done;
  },
  "open-draft": ({ draftId, opening }, sender) => openClaimedDraft(draftId, opening, originOf(sender)),
  "start-parts": async ({ draftId }, sender) => {
    const origin = originOf(sender);
    startStrips(draftId, origin);
    const [allowed, chosen] = await Promise.all([canTakePicture(origin), readLanguage()]);
    return ok({ allowed, language: chosen });
  },
  "take-part": ({ draftId, part }, sender) => takeStrip(draftId, part, originOf(sender)),
  "recall-link": async ({ channelId }, sender) =>
    ok({ link: await recallChat(originOf(sender).tabId, channelId) }),
} satisfies Partial<Handlers>;

/** Recipes, lessons and the model of the recipe pack. */
const recipeHandlers = {
  "read-recipes": ({ site }) => readPageRecipes(site),
  "read-fields": ({ site, version }) => readCaptureRecipes(site, version),
  "refuse-recipes": ({ site, version, selector }) => reportUnreadableRecipes(site, version, selector),
  "fetch-recipes": async () => {
    await Promise.all([fetchRecipes(), fetchFilter()]);
    return ok(await readRecipesState());
  },
  "read-recipes-state": async () => ok(await readRecipesState()),
  "read-model": () => readSuggestionModel(),
  "read-lessons": () => readLessons(),
} satisfies Partial<Handlers>;

/** The report form. */
const formHandlers = {
  "read-form-settings": async () => {
    const [connected, chosen, { set }, textSize] = await Promise.all([
      connection.getValue(),
      readLanguage(),
      readPolicy(),
      local.read(textSizeKey).then(readTextSize),
    ]);
    const categories = offeredCategories(set.categories);
    const enrolment = connected ? { intake: connected.intake, role: connected.identity.role } : {};
    return ok({ language: chosen, textSize, categories, ...enrolment });
  },
  "form-raised": async ({ draftId }, { tabId }) => {
    const notice = { type: "form-raised", draftId } satisfies Notice;
    if (tabId !== undefined) await sendToTab(tabId, notice);
    return done;
  },
  "read-draft": ({ draftId }) => showDraft(draftId),
  "discard-draft": async ({ draftId }) => {
    // Not before a report that is being saved.
    await runExclusive(draftId, () => removeDraft(draftId));
    return done;
  },
  "strip-draft": ({ draftId }) => runExclusive(draftId, () => stripDraft(draftId)),
  "redact-draft": async ({ draftId, evidenceId, redaction }) => {
    const work = { paint: paintBoxes, seal: sealPost };
    const redacted = await runExclusive(draftId, () => redactDraft(draftId, evidenceId, redaction, work));
    return redacted.ok ? showDraft(draftId) : redacted;
  },
  "restore-draft": async ({ draftId, evidenceId }) => {
    const restored = await runExclusive(draftId, () => restoreDraft(draftId, evidenceId));
    return restored.ok ? showDraft(draftId) : restored;
  },
  "keep-words": async ({ subjects, words }, sender) => {
    await keepWords(originOf(sender).tabId, subjects, words);
    return done;
  },
  "capture-again": ({ draftId }) => captureAgain(draftId),
  "check-link": ({ draftId, link }) => checkLink(draftId, link),
  "check-reported": ({ draftId }) => checkKnownSubject(draftId),
  "save-report": ({ draftId, answers }) => saveReport(draftId, answers),
  "undo-report": ({ reportId }) => undoReport(reportId),
  "save-set": ({ draftId, evidenceIds, answers }) => saveSet(draftId, evidenceIds, answers),
  "undo-set": ({ setId }) => undoSet(setId),
  "close-form": async ({ draftId, outcome }, { tabId }) => {
    const notice = { type: "form-closed", draftId, outcome } satisfies Notice;
    await runExclusive(draftId, () => removeDraft(draftId));
    if (tabId !== undefined) await sendToTab(tabId, notice);
    return done;
  },
  "open-settings": async () => {
    await openOwnPage("/options.html");
    return done;
  },
  "show-toast": async (toast, { tabId }) => {
    const notice = { type: "toast-shown", ...toast } satisfies Notice;
    if (tabId !== undefined) await sendToTab(tabId, notice);
    return done;
  },
} satisfies Partial<Handlers>;

/** The popup, the desk and the settings page. */
const deskHandlers = {
  "read-settings": async () => {
    const [connected, chosen] = await Promise.all([connection.getValue(), readLanguage()]);
    return ok({
      language: chosen,
      ...(connected ? { identity: connected.identity, intake: connected.intake } : {}),
    });
  },
  "read-language": async () => ok(await readLanguage()),
  "read-dropped": async () => ok(await readRejected()),
  "poll-alerts": async () => {
    await pollAlerts();
    return done;
  },
  "list-outbox": async () => ok(await listOutbox()),
  "drain-outbox": async () => {
    await drainNow();
    return done;
  },
  "withdraw-report": ({ reportId, reason }) => withdrawReport(reportId, reason),
  "release-claim": async ({ caseId }) => {
    const released = await callRoute(claimRoute, { params: { id: caseId }, body: { act: "release" } });
    return released.ok ? done : released;
  },
} satisfies Partial<Handlers>;

/** Notifies open forms, because a framed page does not read the settings itself. */
function followSettings(): void {
  void updateMenuTitles();
  void sendToSiteTabs({ type: "settings-changed" } satisfies Notice);
}

export default defineBackground(() => {
  answerMessages(
    { ...pageHandlers, ...recipeHandlers, ...formHandlers, ...deskHandlers },
    { isSitePage, formOwnershipOf: formOwnershipOf },
  );
  onInstalled(() => void openOwnPage("/options.html"));
  onTabRemoved((tabId) => {
    void forgetTab(tabId);
    void forgetDrafts(tabId);
    void forgetWordsOfTab(tabId);
  });
  onStartup(() => void drain());
  void updateMenuTitles();
  session.watch("settings-changed", followSettings);
  onManagedStorage(() => {
    followSettings();
    void drainNow();
  });
  onMenu((entry, tabId, frameId, address) => {
    void orExplain(
      entry === "choose-several" ? startSelection(tabId, frameId) : pressPostButton(tabId, "menu", frameId),
      address,
    );
  });
  onKeys("report-post", ({ id, url }) => {
    if (id !== undefined) void orExplain(pressPostButton(id, "keys"), url);
  });
  void closeStorage();
  void startUpdates();
  void startHealthUploads();
  startRecipes(() => void sendToSiteTabs({ type: "recipes-changed" } satisfies Notice));
  startDeletionChecks();
  void startOutbox(
    (draftId) => void sendToSiteTabs({ type: "report-received", draftId } satisfies Notice),
    () => void deleteForgottenReports(),
  );
  startFilterUpdates();
  startAlerts();
});

/** A finished self-review as a page to keep, print or share. Made on the device without names, and not uploaded. */

import type { SelfReviewAnswer, SelfReviewInput } from "../../shared/contract/review.ts";
import type { Language } from "../../shared/contract/site.ts";
import { type TextKey, text, type Values } from "../../shared/i18n/text.ts";
import { dateTime, timecode } from "../../shared/i18n/time.ts";
import { selfReviewRules } from "../../shared/policy/self-review.ts";
import { type SavedFile, toSavedFile } from "../browser/saved-file.ts";

export interface SelfReviewToSave
  extends Pick<SelfReviewInput, "subject" | "answers" | "policyVersion" | "result"> {
  /** As shown by the tab. */
  title?: string | undefined;
  at: string;
}

export function makeSelfReviewReport(check: SelfReviewToSave, language: Language): SavedFile {
  const html = `<!doctype html>\n${selfReviewPage(check, language).documentElement.outerHTML}\n`;
  const id = check.subject.replace(/^.*:/, "");
  const name = `periksa-video-${id}-${check.at.slice(0, 10)}.html`;
  return toSavedFile(name, new Blob([html], { type: "text/html" }));
}

/** Built from DOM elements, so that no title or note can become markup. */
export function selfReviewPage(check: SelfReviewToSave, language: Language): Document {
  const t = <K extends TextKey>(key: K, ...values: Values<K>) => text(language, key, ...values);
  const page = document.implementation.createHTMLDocument(t("self.fileTitle"));
  page.documentElement.lang = language;
  const add = (parent: Element, tag: string, words: string) => {
    const made = page.createElement(tag);
    made.textContent = words;
    parent.append(made);
    return made;
  };
  const charset = page.createElement("meta");
  charset.setAttribute("charset", "utf-8");
  page.head.prepend(charset);
  add(page.head, "style", styles);

  add(page.body, "h1", t("self.fileTitle"));
  if (check.title) add(page.body, "p", check.title).className = "title";
  const id = check.subject.replace(/^.*:/, "");
  add(page.body, "p", `https://www.youtube.com/watch?v=${id}`);
  const result = add(page.body, "p", t(`selfResult.${check.result}`));
  result.className = `result ${check.result}`;
  add(page.body, "p", t(`self.${check.result}`));
  const list = page.createElement("ol");
  page.body.append(list);
  for (const rule of selfReviewRules) {
    const answer = check.answers.find((given) => given.rule === rule.id);
    if (!answer) continue;
    const item = page.createElement("li");
    list.append(item);
    add(item, "p", rule.question[language]);
    add(item, "p", t(`selfAnswer.${answer.answer}`)).className = `answer ${answer.answer}`;
    addMoments(add, item, answer);
  }
  const version = check.policyVersion;
  add(page.body, "footer", t("self.fileFoot", { when: dateTime(language, check.at), version }));
  return page;
}

function addMoments(
  add: (parent: Element, tag: string, words: string) => Element,
  item: Element,
  { timecodes }: SelfReviewAnswer,
): void {
  for (const { seconds, note } of timecodes)
    add(item, "p", `${timecode(seconds)}  ${note}`).className = "moment";
}

const styles = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 24px; margin: 0 0 1rem; }
p { margin: 0 0 0.25rem; overflow-wrap: anywhere; }
ol { margin: 1.5rem 0; padding-left: 1.5rem; }
li { margin-bottom: 1rem; break-inside: avoid; }
.title, .result { font-size: 18px; font-weight: 600; }
.result { margin-top: 1rem; }
.answer { font-weight: 600; }
.answer.fine { font-weight: 400; }
.moment { padding-left: 1rem; white-space: pre-wrap; font-variant-numeric: tabular-nums; }
footer { border-top: 1px solid; padding-top: 0.5rem; font-size: 13px; }
@media print { :root { color-scheme: light; font-size: 12px; } body { margin: 0; } }
`;

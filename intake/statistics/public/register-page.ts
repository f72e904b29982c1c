/** A page of the public register of decisions, without script. */

import { html } from "hono/html";
import type { PublicRegister, RegisterEntry } from "../../../utils/shared/contract/public-register.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { siteNames } from "../../../utils/shared/contract/site-names.ts";
import { fill } from "../../../utils/shared/i18n/fill-placeholders.ts";
import { registerTexts } from "../../../utils/shared/i18n/public-register.ts";
import { texts } from "../../../utils/shared/i18n/text.ts";
import { referralTexts } from "../../../utils/shared/i18n/texts/referrals.ts";
import { number } from "../../../utils/shared/i18n/time.ts";
import { actions } from "../../../utils/shared/policy/action-labels.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { partnerLabel } from "../../../utils/shared/policy/decision-destinations.ts";
import { elements } from "../../../utils/shared/policy/decision-elements.ts";
import { rejectionOf } from "../../../utils/shared/policy/rejection-reasons.ts";
import { frame, monthList, monthName, otherLanguage } from "./frame.ts";

export interface RegisterPageParts {
  language: Language;
  organisation: string;
  /** Undefined if nothing is published yet. */
  register: PublicRegister | undefined;
  /** Newest first. */
  months: readonly string[];
}

export function renderRegister({ language, organisation, register, months }: RegisterPageParts) {
  const words = registerTexts[language];
  const title = register ? `${words.title}: ${monthName(language, register.month)}` : words.title;
  const other = otherLanguage(language);
  const here = register ? addressOf(other, register.month, register.page) : `/keputusan?language=${other}`;
  const list = {
    language,
    label: words.months,
    months,
    current: register?.month,
    addressOf: (month: string) => addressOf(language, month, 1),
  };
  return frame({
    language,
    organisation,
    title,
    about: words.about,
    other: { language: other, address: here, label: words.other },
    body: html`${register ? renderEntries(language, register) : html`<p>${words.none}</p>`}
      ${months.length > 0 ? monthList(list) : ""}`,
  });
}

function addressOf(language: Language, month: string, page: number): string {
  const query = [...(page > 1 ? [`hal=${page}`] : []), ...(language === "en" ? ["language=en"] : [])];
  return `/keputusan/${month}${query.length > 0 ? `?${query.join("&")}` : ""}`;
}

function renderEntries(language: Language, register: PublicRegister) {
  const words = registerTexts[language];
  const { month, page, pages, total } = register;
  const title = fill(words.page, { page, pages });
  const json = `/keputusan/${month}.json${page > 1 ? `?hal=${page}` : ""}`;
  return html`
    <p>${fill(words.total, { count: number(language, total) })}. ${title}.</p>
    <p>${words.download}: <a href="${json}">JSON</a>, <a href="/keputusan/skema.json">${words.schema}</a></p>
    <div class="wide" role="region" aria-label="${title}" tabindex="0">
      <table class="words">
        <thead>
          <tr>
            ${[words.day, words.platform, words.category, words.decision, words.grounds].map(
              (head) => html`<th scope="col">${head}</th>`,
            )}
          </tr>
        </thead>
        <tbody>${register.decisions.map((entry) => renderEntry(language, entry))}</tbody>
      </table>
    </div>
    ${
      pages > 1
        ? html`<nav aria-label="${words.pages}"><ul class="months">
      ${page > 1 ? html`<li><a rel="prev" href="${addressOf(language, month, page - 1)}">${words.previous}</a></li>` : ""}
      ${page < pages ? html`<li><a rel="next" href="${addressOf(language, month, page + 1)}">${words.next}</a></li>` : ""}
    </ul></nav>`
        : ""
    }`;
}

function renderEntry(language: Language, entry: RegisterEntry) {
  const words = registerTexts[language];
  const { basis } = entry;
  const met = elements[entry.category]
    .filter(({ id }) => entry.elements.includes(id))
    .map((element) => element.words[language]);
  const grounds = [
    ...(entry.act === "approve" ? [basis.length > 0 ? basis.join("; ") : words.ownRules] : []),
    ...(met.length > 0 ? [fill(words.elements, { list: met.join("; ") })] : []),
  ];
  const notes = [...(entry.panel ? [words.panel] : []), ...(entry.reversed ? [words.reversed] : [])];
  return html`<tr>
    <th scope="row">${dayName(language, entry.day)}</th>
    <td>${siteNames[entry.site]}, ${texts[language][`kind.${entry.kind}`]}</td>
    <td>${categories[entry.category].label[language]}</td>
    <td>${describeAct(language, entry)}${notes.map((note) => html`<br /><strong>${note}</strong>`)}</td>
    <td>${grounds.map((ground, index) => html`${index > 0 ? html`<br />` : ""}${ground}`)}</td>
  </tr>`;
}

function describeAct(language: Language, { action, why, partner, outcome }: RegisterEntry): string {
  const words = registerTexts[language];
  if (partner)
    return fill(words.referred, {
      partner: partnerLabel(partner)[language],
      outcome: outcome ? referralTexts[language][`referralOutcome.${outcome}`] : words.noAnswer,
    });
  return action
    ? fill(words.asked, { action: actions[action].label[language] })
    : fill(words.rejected, { why: why ? rejectionOf(why).label[language] : "–" });
}

function dayName(language: Language, day: string): string {
  const options = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(language === "id" ? "id-ID" : "en-GB", options);
}

/** A letter as its reader will have it: the same words in the same order as the page, the PDF and the plain text. */

import { useState } from "preact/hooks";
import type { Letter } from "../../utils/contract/letter.ts";
import type { LetterKind } from "../../utils/contract/request-state.ts";
import type { Language } from "../../utils/contract/site.ts";
import { text } from "../../utils/language/text.ts";
import { Chips } from "../shared/Chips.tsx";
import { useLanguage } from "../shared/language.ts";
import { Facts } from "./Facts.tsx";
import { LetterItems } from "./LetterItems.tsx";
import { sayIn } from "./say-in.ts";
import { type Missed, noticesOf, writtenHead, writtenLaw, writtenRequest } from "./written-letter.ts";

export interface LetterTextProps {
  letter: Letter;
  kind?: LetterKind;
  /** Of a reprimand. */
  missed?: Missed | undefined;
  /** It has no number of its own yet. */
  draft?: boolean;
}

const languages: readonly Language[] = ["id", "en"];

export function LetterText({ letter, kind = "request", missed, draft = false }: LetterTextProps) {
  const { language: own, t } = useLanguage();
  const [language, setLanguage] = useState<Language>(own);
  const say = sayIn(language);
  const { title, rows } = writtenHead(letter, kind, language);
  const numbered = draft
    ? rows.map((row, at) => (at === 0 ? { ...row, words: text(language, "letter.numberLater") } : row))
    : rows;
  return (
    <div class="letter" data-testid="letter">
      <Chips
        label={t("letter.language")}
        labelHidden
        value={language}
        onChange={(next) => setLanguage(next)}
        options={languages.map((value) => ({
          value,
          label: t(`letter.${value}`),
          testId: `letter-${value}`,
        }))}
      />
      <article class="letter-paper" lang={language}>
        <p class="small muted">{letter.organisation}</p>
        <h3 class="letter-title">{title}</h3>
        <Facts rows={numbered} />
        <h4>{say("request")}</h4>
        {writtenRequest(letter, kind, language, missed).map((words) => (
          <p key={words}>{words}</p>
        ))}
        {letter.kind === "order" ? (
          <>
            <h4>{say("basis")}</h4>
            <ul class="letter-list">
              {writtenLaw(letter, language).map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </>
        ) : null}
        <h4>{say("items")}</h4>
        <LetterItems letter={letter} language={language} />
        {kind === "request" && letter.kind === "order" ? (
          <>
            <h4>{say("notice")}</h4>
            <p>{say("noticeWords")}</p>
            <ul class="letter-list">
              {noticesOf(letter, language).map((words) => (
                <li key={words} class="break">
                  {words}
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <h4>{say("answer")}</h4>
        <p>{say("answerWords")}</p>
        <h4>{say("check")}</h4>
        <p class="break">{say("checkWords", { organisation: letter.organisation, origin: letter.origin })}</p>
      </article>
    </div>
  );
}

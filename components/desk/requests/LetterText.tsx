/** A letter as the recipient will read it: same text and order as in its HTML, PDF and plain-text forms. */

import { useState } from "preact/hooks";
import type { Letter } from "../../../utils/shared/contract/letter.ts";
import type { LetterKind } from "../../../utils/shared/contract/request-state.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import type { Row, WordBlock } from "../../../utils/shared/i18n/document-blocks.ts";
import { sayIn } from "../../../utils/shared/i18n/letter.ts";
import {
  type EvidenceLink,
  type LetterContent,
  letterBlocks,
  type MissedDeadline,
  titleOf,
  type WrittenItem,
} from "../../../utils/shared/i18n/letter-blocks.ts";
import { requestMakingTexts } from "../../../utils/shared/i18n/texts/request-making.ts";
import { evidenceOpenUntil } from "../../../utils/shared/policy/evidence-link-expiry.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";

export interface LetterTextProps {
  letter: Letter;
  kind?: LetterKind;
  /** For a reprimand. */
  missed?: MissedDeadline | undefined;
  /** The letter has no number yet. */
  draft?: boolean;
}

const languages: readonly Language[] = ["id", "en"];

const shownItems = 3;

function LetterBlocks({ blocks }: { blocks: readonly WordBlock[] }) {
  return (
    <>
      {blocks.map((block, index) => (
        <LetterBlock key={`${index} ${block.kind}`} block={block} />
      ))}
    </>
  );
}

function LetterBlock({ block }: { block: WordBlock }) {
  switch (block.kind) {
    case "heading":
      return (
        <h4>
          <Foreign text={block.text} />
        </h4>
      );
    case "text":
    case "warning":
      return (
        <p>
          <Foreign text={block.text} />
        </p>
      );
    case "list":
      return <List lines={block.items} />;
    case "quote":
      return (
        <>
          <p class="small muted">{block.label}</p>
          <blockquote>
            <Foreign text={block.text} />
          </blockquote>
        </>
      );
    case "pairs":
      return <Pairs rows={block.rows} />;
    case "table":
      return <List lines={block.rows.map(([first, ...more]) => `${first} (${more.join(", ")})`)} />;
  }
}

function List({ lines }: { lines: readonly string[] }) {
  return (
    <ul class="letter-list">
      {lines.map((line) => (
        <li key={line}>
          <Foreign text={line} />
        </li>
      ))}
    </ul>
  );
}

function Pairs({ rows }: { rows: readonly Row[] }) {
  const facts: { label: string; words: string[] }[] = [];
  for (const { label, value } of rows) {
    if (label === "") facts.at(-1)?.words.push(value.text);
    else facts.push({ label, words: [value.text] });
  }
  return (
    <dl class="facts">
      {facts.map(({ label, words }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {words.map((line) => (
              <p key={line}>
                <Foreign text={line} />
              </p>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The items of a letter; all but the first few are folded. */
function LetterItems({ items }: { items: readonly WrittenItem[] }) {
  const { t } = useLanguage();
  const show = (some: typeof items) =>
    some.map(({ place, title, blocks }) => (
      <section key={place} class="letter-item">
        <h5>
          <Foreign text={title} />
        </h5>
        <LetterBlocks blocks={blocks} />
      </section>
    ));
  const rest = items.slice(shownItems);
  return (
    <>
      {show(items.slice(0, shownItems))}
      {rest.length > 0 ? (
        <Fold label={t("letter.more", { count: rest.length })} testId="letter-more">
          {show(rest)}
        </Fold>
      ) : null}
    </>
  );
}

export function LetterText({ letter, kind = "request", missed, draft = false }: LetterTextProps) {
  const { language: own, t } = useLanguage();
  const [language, setLanguage] = useState<Language>(own);
  const writing: LetterContent = {
    letter: draft ? { ...letter, number: requestMakingTexts[language]["letter.numberLater"] } : letter,
    kind,
    language,
    evidence: linksOf(letter, language),
    ...(missed ? { missed } : {}),
  };
  const { head, items, foot } = letterBlocks(writing);
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
        <p class="small muted">
          <Foreign text={letter.organisation} />
        </p>
        <h3 class="letter-title">{titleOf(writing)}</h3>
        <LetterBlocks blocks={head} />
        <LetterItems items={items} />
        <LetterBlocks blocks={foot} />
      </article>
    </div>
  );
}

/** Placeholders for the evidence links, which the intake creates when it sends the letter. Their expiry is known. */
function linksOf(letter: Letter, language: Language): ReadonlyMap<number, EvidenceLink> {
  const address = sayIn(language)("dossierLater", { origin: letter.origin });
  return new Map(
    letter.items.flatMap((item): [number, EvidenceLink][] => {
      const until = evidenceOpenUntil(letter, item);
      return until === undefined ? [] : [[item.place, { address, until }]];
    }),
  );
}

/** The contents of a proposal for a mended recipe: score, selectors, and outlines before and after. */

import type {
  BuiltProposal,
  Mend,
  MendedField,
  MendScore,
  Outlines,
} from "../../utils/shared/contract/recipe-proposal.ts";
import { number } from "../../utils/shared/i18n/time.ts";
import { useLanguage } from "./language.ts";
import "./proposal.css";

type Shown = Pick<BuiltProposal, "site" | "recipeVersion" | "mend" | "score"> & {
  outlines?: Outlines | undefined;
};

export function ProposalDetails({ proposal }: { proposal: Shown }) {
  const { t } = useLanguage();
  const { site, recipeVersion, mend, score, outlines } = proposal;
  return (
    <div class="proposal-details">
      <p>
        <strong>{t(`site.${site}`)}</strong>{" "}
        <span class="small muted">
          {t("proposal.of", {
            kind: t(`kind.${mend.kind}`),
            index: String(mend.recipe),
            version: String(recipeVersion),
          })}
        </span>
      </p>
      <Score score={score} />
      <Selectors mend={mend} />
      {outlines ? <Views outlines={outlines} /> : null}
    </div>
  );
}

function Score({ score }: { score: MendScore }) {
  const { language, t } = useLanguage();
  const share = (found: number, expected: number) =>
    t("proposal.share", { found: number(language, found), expected: number(language, expected) });
  const rows = [
    ["posts", share(score.matched, score.posts)],
    ["wrong", number(language, score.wrong)],
    ["buttons", share(score.buttons, score.matched)],
    ["fields", share(score.fields.same, score.fields.read)],
    ["stability", t("proposal.percent", { percent: String(score.stability) })],
  ] as const;
  return (
    <dl class="proposal-score">
      {rows.map(([name, value]) => (
        <div key={name} data-testid={`proposal-${name}`}>
          <dt class="small muted">{t(`proposal.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Exactly what is sent: every selector, with what it marks. */
function Selectors({ mend }: { mend: Mend }) {
  const { t } = useLanguage();
  const rows = [
    ...mend.find.map((at) => [t("proposal.find"), at] as const),
    ...mend.has.map((at) => [t("proposal.has"), at] as const),
    ...mend.slots.map(({ at }) => [t("proposal.slot"), at ?? t("proposal.over")] as const),
    ...Object.entries(mend.fields).flatMap(([name, readings]) =>
      readings.map(({ at }) => [t(`field.${name as MendedField}`), at] as const),
    ),
  ];
  return (
    <div>
      <p class="small muted">{t("proposal.selectors")}</p>
      {rows.length === 0 ? <p class="small">{t("proposal.nothing")}</p> : null}
      <ul class="proposal-selectors" data-testid="proposal-selectors">
        {rows.map(([what, selector]) => (
          <li key={`${what} ${selector}`}>
            <span class="small muted">{what}</span> <code>{selector}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Views({ outlines }: { outlines: Outlines }) {
  const { t } = useLanguage();
  const { width, height } = outlines;
  return (
    <div class="proposal-views">
      {(["before", "after"] as const).map((when) => (
        <figure key={when} data-testid={`proposal-${when}`}>
          <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
            <rect class="proposal-page" x={0} y={0} width={width} height={height} />
            {outlines[when].map((box) => (
              <rect
                key={box.join()}
                class="proposal-post"
                x={box[0]}
                y={box[1]}
                width={box[2]}
                height={box[3]}
                rx={6}
              />
            ))}
          </svg>
          <figcaption class="small">{t(`proposal.${when}`, { count: outlines[when].length })}</figcaption>
        </figure>
      ))}
    </div>
  );
}

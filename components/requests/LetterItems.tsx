/** The items of a letter: the first ones open, the others one press away. */

import type { Letter } from "../../utils/contract/letter.ts";
import type { Language } from "../../utils/contract/site.ts";
import { Fold } from "../shared/Fold.tsx";
import { useLanguage } from "../shared/language.ts";
import { Facts } from "./Facts.tsx";
import { sayIn } from "./say-in.ts";
import { writtenItem } from "./written-letter.ts";

/** So many are read at a glance. */
const shownItems = 3;

export function LetterItems({ letter, language }: { letter: Letter; language: Language }) {
  const { t } = useLanguage();
  const say = sayIn(language);
  const show = (items: Letter["items"]) =>
    items.map((item) => (
      <section key={item.id} class="letter-item">
        <h5>{say("item", { place: item.place })}</h5>
        <Facts rows={writtenItem(item, letter, language)} />
        <p class="small muted">{say("analysis")}</p>
        <blockquote class="break">{item.analysis}</blockquote>
      </section>
    ));
  const rest = letter.items.slice(shownItems);
  return (
    <>
      {show(letter.items.slice(0, shownItems))}
      {rest.length > 0 ? (
        <Fold label={t("letter.more", { count: rest.length })} testId="letter-more">
          {show(rest)}
        </Fold>
      ) : null}
    </>
  );
}

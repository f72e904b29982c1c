/** The items of a letter; all but the first few are folded. */

import type { WrittenItem } from "../../../utils/shared/i18n/letter-blocks.ts";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { LetterBlocks } from "./LetterBlocks.tsx";

const shownItems = 3;

export function LetterItems({ items }: { items: readonly WrittenItem[] }) {
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

/** Field values for the platforms' own web forms. */

import type { RequestView } from "../../../utils/shared/contract/request.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { sayIn } from "../../../utils/shared/i18n/letter.ts";
import { ruleOf } from "../../../utils/shared/i18n/letter-blocks.ts";
import { text } from "../../../utils/shared/i18n/text.ts";
import { actions } from "../../../utils/shared/policy/actions.ts";

export interface HandField {
  label: string;
  value: string;
}

export function fieldsOf({ letter }: Pick<RequestView, "letter">, language: Language): HandField[] {
  const { items, number, action, kind } = letter;
  const addresses =
    items.length > 1
      ? [{ label: text(language, "hand.addresses"), value: items.map(({ address }) => address).join("\n") }]
      : [];
  return [
    { label: text(language, "hand.number"), value: number },
    ...addresses,
    ...items.flatMap(({ place, address, analysis }) => [
      ...(items.length > 1 ? [] : [{ label: text(language, "hand.address", { place }), value: address }]),
      { label: text(language, "hand.analysis", { place }), value: analysis },
    ]),
    ...(kind === "order"
      ? [
          { label: text(language, "hand.action"), value: actions[action].label[language] },
          { label: text(language, "hand.basis"), value: lawOf(letter, language) },
          { label: text(language, "hand.rule"), value: ruleOf(letter, language) },
        ]
      : []),
  ];
}

/** The legal bases as one field. Unverified texts are marked. */
function lawOf({ basis }: RequestView["letter"], language: Language): string {
  const say = sayIn(language);
  if (basis.length === 0) return say("noBasis");
  return basis
    .map(({ text: words, verified }) => (verified ? words : `${words} (${say("unverified")})`))
    .join("; ");
}

/** Lists what is not a category, why, and the alternative. Loaded when it is opened. */

import { refusalOrder, refusals } from "../../utils/shared/policy/non-categories.ts";
import { useLanguage } from "../ui/language.ts";

export function Refusals() {
  const { words } = useLanguage();
  return (
    <ul class="refusals">
      {refusalOrder.map((code) => (
        <li key={code} data-testid={`refusal-${code}`}>
          <h2>{words(refusals[code].label)}</h2>
          <p>{words(refusals[code].why)}</p>
          <p class="muted">{words(refusals[code].instead)}</p>
        </li>
      ))}
    </ul>
  );
}

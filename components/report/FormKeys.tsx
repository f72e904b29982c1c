/** The sheet that "?" opens: all keys of the form. */

import { pickKeys } from "../../utils/shared/policy/categories.ts";
import { subReasonPickKeys } from "../../utils/shared/policy/sub-reasons.ts";
import { useLanguage } from "../ui/language.ts";
import { useOfferedCategories } from "./CategoryGrid.tsx";

const upper = (keys: readonly string[]) => keys.map((key) => key.toUpperCase());

export function FormKeys() {
  const { t } = useLanguage();
  const categoryKeys = useOfferedCategories().map((code) => pickKeys[code]);
  const rows: [readonly string[], string][] = [
    [upper(categoryKeys.toSorted()), t("keys.formCategory")],
    [upper(subReasonPickKeys), t("keys.formReason")],
    [["←", "↑", "↓", "→"], t("keys.formMove")],
    [["Ctrl + Enter"], t("keys.formSend")],
    [["Z"], t("keys.formUndo")],
    [["Esc"], t("keys.formLeave")],
    [["?"], t("keys.help")],
  ];
  return (
    <>
      <dl class="form-keys" data-testid="form-keys">
        {rows.map(([names, words]) => (
          <div key={words}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p class="small muted">{t("keys.hint")}</p>
    </>
  );
}

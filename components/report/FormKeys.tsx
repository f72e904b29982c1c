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
    [upper(categoryKeys.toSorted()), t("formKey.category")],
    [upper(subReasonPickKeys), t("formKey.reason")],
    [["←", "↑", "↓", "→"], t("formKey.move")],
    [["Ctrl + Enter"], t("formKey.send")],
    [["Z"], t("formKey.undo")],
    [["Esc"], t("formKey.leave")],
    [["?"], t("formKey.help")],
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
      <p class="small muted">{t("formKey.hint")}</p>
    </>
  );
}

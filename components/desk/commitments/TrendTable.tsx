import type { CommitmentRow } from "../../../utils/shared/contract/board.ts";
import { number } from "../../../utils/shared/i18n/time.ts";
import { useLanguage } from "../../ui/language.ts";
import { monthName, valueWords } from "./words.ts";

export function TrendTable({ row: { kind, trend }, name }: { row: CommitmentRow; name: string }) {
  const { language, t } = useLanguage();
  return (
    <table class="trend-table small" data-testid="trend-table">
      <caption class="hidden-text">{name}</caption>
      <thead>
        <tr>
          <th scope="col">{t("board.month")}</th>
          <th scope="col">{t(kind === "faster" ? "board.median" : "board.share")}</th>
          <th scope="col">{t("board.of")}</th>
        </tr>
      </thead>
      <tbody>
        {[...trend].reverse().map((point) => (
          <tr key={point.month}>
            <th scope="row">{monthName(language, point.month)}</th>
            <td>{point.isUncounted ? t("board.uncounted") : valueWords(language, kind, point.value)}</td>
            <td>
              {point.isUncounted
                ? "–"
                : point.numerator === undefined
                  ? number(language, point.denominator)
                  : t("board.part", { part: point.numerator, of: point.denominator })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Exports a case as a file: choice of format, progress and cancel. */

import { useEffect, useState } from "preact/hooks";
import type { ExportFormat } from "../../../utils/shared/contract/export.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Download } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { MenuButton } from "../../ui/Menu.tsx";
import { type SavedFile, saveFile } from "../../ui/save-file.ts";

export interface ExportMenuProps {
  caseId: string;
  exportCase(caseId: string, format: ExportFormat, signal: AbortSignal): Promise<Result<SavedFile>>;
  /** Called when the case's log has a new entry. */
  onExported(): void;
}

/** The formats that a request to a platform needs come first. */
const formats: readonly ExportFormat[] = ["pdf", "html", "wacz", "json"];

/** One export at a time: progress, cancel, and the saved file. */
function useExport({ caseId, exportCase, onExported }: ExportMenuProps) {
  const [making, setMaking] = useState<{ format: ExportFormat; stop: AbortController }>();
  const [problem, setProblem] = useState<Problem>();
  const [saved, setSaved] = useState<string>();
  useEffect(() => () => making?.stop.abort(), [making]);

  const make = async (format: ExportFormat) => {
    setProblem(undefined);
    setSaved(undefined);
    const stop = new AbortController();
    setMaking({ format, stop });
    const made = await exportCase(caseId, format, stop.signal);
    if (stop.signal.aborted) {
      if (made.ok) URL.revokeObjectURL(made.value.address);
      return;
    }
    setMaking(undefined);
    if (!made.ok) return setProblem(made.problem);
    saveFile(made.value);
    setSaved(made.value.name);
    onExported();
  };
  const stop = () => {
    making?.stop.abort();
    setMaking(undefined);
  };
  return { making: making?.format, problem, saved, make, stop };
}

export function ExportMenu(props: ExportMenuProps) {
  const { t } = useLanguage();
  const { making, problem, saved, make, stop } = useExport(props);
  return (
    <div class="export">
      <MenuButton
        class="button quiet"
        label={
          <>
            <Download size={16} aria-hidden="true" />
            <span class="export-word">{t("export.button")}</span>
          </>
        }
        title={t("export.button")}
        testId="export"
        busy={making !== undefined}
        items={formats.map((format) => ({
          key: format,
          testId: `export-${format}`,
          label: t(`export.${format}`),
          hint: t(`export.${format}Hint`),
          onPick: () => void make(format),
        }))}
      />
      <div class="export-state" role="status">
        {making ? (
          <>
            <span>{t("export.making", { format: t(`export.${making}`) })}</span>
            <button type="button" class="button link" data-testid="export-stop" onClick={stop}>
              {t("export.stop")}
            </button>
          </>
        ) : saved === undefined ? null : (
          <span data-testid="export-saved">{t("export.saved", { name: saved })}</span>
        )}
      </div>
      {problem ? <Failure problem={problem} /> : null}
    </div>
  );
}

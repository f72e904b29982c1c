/** Exports a case as a file: choice of format, progress and cancel. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { ExportFormat } from "../../../utils/shared/contract/export.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Download } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { type SavedFile, saveFile } from "../../ui/save-file.ts";

export interface ExportMenuProps {
  caseId: string;
  exportCase(caseId: string, format: ExportFormat, signal: AbortSignal): Promise<Result<SavedFile>>;
  /** Called when the case's log has a new entry. */
  onExported(): void;
}

/** The formats that a request to a platform needs come first. */
const formats: readonly ExportFormat[] = ["pdf", "html", "wacz", "json"];

export function ExportMenu({ caseId, exportCase, onExported }: ExportMenuProps) {
  const { t } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const [making, setMaking] = useState<{ format: ExportFormat; stop: AbortController }>();
  const [problem, setProblem] = useState<Problem>();
  const [saved, setSaved] = useState<string>();
  const root = useRef<HTMLDivElement>(null);
  const listId = useId();

  useEffect(() => {
    if (!isOpen) return;
    root.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const leave = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", leave);
    return () => document.removeEventListener("pointerdown", leave);
  }, [isOpen]);
  useEffect(() => () => making?.stop.abort(), [making]);

  function close() {
    setOpen(false);
    root.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus();
  }

  function move(event: KeyboardEvent) {
    const items = [...(root.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const wanted = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") close();
    else if (event.key === "Tab") return setOpen(false);
    else if (wanted === undefined) return;
    else items.at(wanted % items.length)?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  async function make(format: ExportFormat) {
    close();
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
  }

  return (
    <div class="export" ref={root}>
      <button
        type="button"
        class="button quiet"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-disabled={making !== undefined}
        data-testid="export"
        onClick={() => making === undefined && setOpen(!isOpen)}
      >
        <Download size={16} aria-hidden="true" />
        {t("export.button")}
      </button>
      {isOpen ? (
        <div class="export-list" role="menu" id={listId} aria-label={t("export.button")} onKeyDown={move}>
          {formats.map((format) => (
            <button
              key={format}
              type="button"
              role="menuitem"
              tabIndex={-1}
              data-testid={`export-${format}`}
              onClick={() => make(format)}
            >
              <strong>{t(`export.${format}`)}</strong>
              <span class="hint">{t(`export.${format}Hint`)}</span>
            </button>
          ))}
        </div>
      ) : null}
      <div class="export-state" role="status">
        {making ? (
          <>
            <span>{t("export.making", { format: t(`export.${making.format}`) })}</span>
            <button
              type="button"
              class="button link"
              data-testid="export-stop"
              onClick={() => {
                making.stop.abort();
                setMaking(undefined);
              }}
            >
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

/** Evidence section of the tour: reveal, export, and verification by an outsider. */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ExportFormat } from "../../../utils/shared/contract/export.ts";
import { checkBytes } from "../../../utils/shared/verify/check-bytes.ts";
import { type Driver, type Page, until } from "../drivers/driver.ts";
import type { TestEnvironment } from "../drivers/test-environment.ts";
import type { Recorder } from "./recorder.ts";

const formats: readonly ExportFormat[] = ["wacz", "json", "html", "pdf"];

export interface ExportedCase {
  /** File paths. */
  files: Record<ExportFormat, string>;
}

/** Reveals the case's picture and exports the case in every format; each file must be valid. */
export async function exportCase(
  supervisor: Driver,
  { caseId, folder }: { caseId: string; folder: string },
  tour: Recorder,
): Promise<ExportedCase | undefined> {
  let exported: ExportedCase | undefined;
  await tour.step({ role: "supervisor", act: "reveal and export" }, async () => {
    const desk = await supervisor.extensionPage("desk.html");
    await desk.click("queue-approved");
    await desk.click(`case-row[data-case="${caseId}"]`);
    await desk.waitFor("case-view");
    await desk.click("file-reveal");
    await desk.waitFor('case-file[data-state="clear"]');
    await tour.shoot(desk, "case-revealed");
    const files = {} as ExportedCase["files"];
    for (const format of formats) {
      files[format] = join(folder, `case.${format}`);
      await writeFile(files[format], await saveAs(desk, format));
    }
    for (const format of ["wacz", "json"] as const) await requireValid(files[format]);
    // The filter persists for the session, so it is reset.
    await desk.click("queue-pending");
    await desk.close();
    exported = { files };
  });
  return exported;
}

/** Intercepts the file that the desk saves. */
async function saveAs(desk: Page, format: ExportFormat): Promise<Uint8Array> {
  await desk.evaluate(() => {
    const page = globalThis as { saved?: Blob };
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      page.saved = blob as Blob;
      return make(blob);
    };
  });
  await desk.click("export");
  await desk.click(`export-${format}`);
  await until(`${format} to be saved`, async () =>
    (await desk.text("export-saved")).endsWith(`.${format}`) ? true : undefined,
  );
  const base64 = await desk.evaluate(async () => {
    const bytes = new Uint8Array((await (globalThis as { saved?: Blob }).saved?.arrayBuffer()) ?? []);
    let letters = "";
    for (let index = 0; index < bytes.length; index += 0x8000)
      letters += String.fromCharCode(...bytes.subarray(index, index + 0x8000));
    return btoa(letters);
  });
  return Buffer.from(base64, "base64");
}

async function requireValid(file: string): Promise<void> {
  const { outcome, findings } = await checkBytes(new Uint8Array(await readFile(file)));
  const broken = findings.filter(({ holds }) => holds === false);
  if (outcome !== "holds") throw new Error(`${file} is not valid: ${JSON.stringify(broken.slice(0, 3))}`);
}

interface StrangersCheck extends ExportedCase {
  stage: TestEnvironment;
  folder: string;
}

/**
 * A person without an account reads the dossier, and checks the archive with the command and with the intake's page,
 * which is saved first and opened as a file.
 */
export async function checkAsStranger(
  stranger: Driver,
  { files, stage: { intake }, folder }: StrangersCheck,
  tour: Recorder,
): Promise<void> {
  await tour.step({ role: "stranger", act: "check the whole story offline" }, async () => {
    const dossier = await stranger.open(pathToFileURL(files.html).href);
    await tour.shoot(dossier, "dossier");
    await dossier.close();
    const { thumbprint } = await (await fetch(`${intake.address}/v1/keys`)).json();
    const compared = ["--intake-key", thumbprint, "--language", "id"];
    const printed = await intake.tell(["verify", files.json, ...compared]);
    requireStory(printed);
    const saved = join(folder, "verify.html");
    await writeFile(saved, await (await fetch(`${intake.address}/verify`)).text());
    const page = await stranger.open(pathToFileURL(saved).href);
    await page.type("verify-key", thumbprint);
    await page.evaluate(
      (base64) => {
        const letters = atob(base64);
        const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
        const input = document.querySelector<HTMLInputElement>('[data-testid="verify-file"]');
        const chosen = new DataTransfer();
        chosen.items.add(new File([bytes], "kasus.wacz"));
        if (input) input.files = chosen.files;
        input?.dispatchEvent(new Event("change", { bubbles: true }));
      },
      (await readFile(files.wacz)).toString("base64"),
    );
    const outcome = await page.attribute("verdict", "data-outcome");
    requireStory(await page.text("course"));
    await tour.shoot(page, "verifier");
    await page.close();
    if (outcome !== "holds") throw new Error(`the verifier reports ${outcome}`);
  });
}

/** The file contains the report, the decision, the letter, its delivery, the answer and our own check. */
function requireStory(words: string): void {
  for (const part of story) if (!part.test(words)) throw new Error(`the story lacks ${part}: ${words}`);
}

const story = [
  /laporan diterima/,
  /Keputusan .* sama dengan yang tercatat/,
  /Surat \d+\/LK-\S+ .*diterima saluran pengirimannya/,
  /diakui diterima oleh/,
  /Jawaban platform .*ditindak sesuai permintaan/,
  /Pemeriksaan bersegel pada/,
];

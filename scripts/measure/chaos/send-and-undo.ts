/** Sends a form and undoes its reports, and records what the form confirms. */

import { type Surface, until } from "../../dev/drivers/driver.ts";
import type { Ledger } from "./ledger.ts";

const maxMs = 25_000;
const pressAgainMs = 2_500;
const undoMs = 8_000;

/** Presses "Kirim", again if the form reports a failure, and returns the receipt numbers. */
export async function pressSend(form: Surface): Promise<string[]> {
  let pressedMs = 0;
  return until(
    "the receipt",
    async () => {
      const numbers = await readNumbers(form);
      if (numbers.length > 0) return numbers;
      if (performance.now() - pressedMs < pressAgainMs || !(await acceptsSend(form))) return undefined;
      pressedMs = performance.now();
      await form.click("send").catch(() => undefined);
      return undefined;
    },
    maxMs,
  );
}

/** Undoes the reports. If the form does not confirm it, the device's state decides in the end. */
export async function undo(form: Surface, numbers: readonly string[], ledger: Ledger): Promise<void> {
  if ((await form.count("undo")) === 0) return;
  for (const number of numbers) {
    ledger.acknowledged.delete(number);
    ledger.unsure.add(number);
  }
  await form.click("undo");
  await form.waitFor("undone", undoMs);
  for (const number of numbers) {
    ledger.unsure.delete(number);
    ledger.undone.add(number);
  }
}

async function readNumbers(form: Surface): Promise<string[]> {
  if ((await form.count("receipt")) === 0) return [];
  return (await form.text("receipt")).match(/LK-[A-Z\d]{5}-[A-Z\d]{5}/g) ?? [];
}

async function acceptsSend(form: Surface): Promise<boolean> {
  if ((await form.count("send")) === 0) return false;
  return (await form.attribute("send", "aria-disabled")) === "false";
}

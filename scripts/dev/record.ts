/** `npm run record`: records a test case from a saved page, or from the post under the pointer in a browser. */

import "./help.ts";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import { Window } from "happy-dom";
import { recordAt } from "../../utils/page/recorder/record-at.ts";
import { findBrowsers } from "./browsers.ts";
import { startPractice } from "./practice/practice.ts";
import { hasDisplay } from "./start/arguments.ts";

const usage = `npm run record                          opens Chromium; Alt+Shift+R records the post under the pointer
npm run record -- --practice           the same at the practice pages
npm run record -- FILE --address URL [--at SELECTOR]   records a post of a saved page`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    address: { type: "string" },
    at: { type: "string", default: "body *" },
    practice: { type: "boolean", default: false },
  },
});
const [file] = positionals;
process.exitCode = await (file
  ? recordFile(file, values.address, values.at)
  : recordInBrowser(values.practice));

/** Uses the selector's first match that is inside a post. */
async function recordFile(path: string, address: string | undefined, selector: string): Promise<number> {
  if (!address) {
    console.error(`A saved page needs its original address.\n\n${usage}`);
    return 2;
  }
  const settings = {
    disableJavaScriptFileLoading: true,
    disableCSSFileLoading: true,
    disableIframePageLoading: true,
  };
  const window = new Window({ url: address, settings });
  window.document.write(await readFile(path, "utf8"));
  const document = window.document as unknown as Document;
  for (const element of document.querySelectorAll(selector)) {
    const text = recordAt(element, document, address);
    if (text === undefined) continue;
    console.log(text);
    return 0;
  }
  console.error(`No recipe finds a post at ${selector} of that page, read as ${address}.`);
  return 1;
}

async function recordInBrowser(onPractice: boolean): Promise<number> {
  if (!hasDisplay()) {
    console.error(`No display to open a browser: record from a saved page.\n\n${usage}`);
    return 2;
  }
  const { outputFiles } = await build({
    entryPoints: ["utils/page/recorder/recorder-script.ts"],
    bundle: true,
    write: false,
    format: "iife",
  });
  const practice = onPractice ? await startPractice() : undefined;
  const browser = await chromium.launch({
    executablePath: findBrowsers(["chromium"]).chromium,
    headless: false,
    args: practice
      ? [`--proxy-server=http://127.0.0.1:${practice.proxyPort}`, "--ignore-certificate-errors"]
      : [],
  });
  const context = await browser.newContext({ ignoreHTTPSErrors: onPractice, viewport: null });
  await context.exposeBinding("laporRecorded", (_, text: string | null) =>
    console.log(text ?? "No recipe finds a post under the pointer."),
  );
  await context.addInitScript({ content: outputFiles[0]?.text ?? "" });
  for (const address of practice?.addresses ?? ["https://x.com/"]) {
    await (await context.newPage()).goto(address).catch(() => console.error(`${address} did not open`));
  }
  console.error("Alt+Shift+R records the post under the pointer. Closing the browser ends this.");
  await new Promise((resolve) => browser.once("disconnected", resolve));
  await practice?.stop();
  return 0;
}

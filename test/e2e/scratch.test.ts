import { inject, test } from "vitest";
import { copyIn } from "./snapshot-engine.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const visitor = await stage.visitor({ colorScheme: "light" });
const blank = await visitor.open("about:blank?copies");
test("look", async () => {
  const htmls: string[] = [];
  for (const [address, post] of [
    ["https://x.com/home", 'article[data-testid="tweet"]:nth-of-type(1)'],
    ["https://www.facebook.com/", '[role="article"]'],
    ["https://www.youtube.com/watch?v=S4y0rL0d3h1", "ytd-watch-flexy, ytd-watch-metadata"],
    ["https://t.me/s/infokampungmelati", ".tgme_widget_message"],
  ] as const) {
    const page = await visitor.open(address);
    await new Promise((r) => setTimeout(r, 1500));
    await page.screenshot(`/tmp/snap-src-${htmls.length}.png`);
    htmls.push((await copyIn(page, post)).html);
    await page.close();
  }
  await blank.evaluate((htmls) => {
    document.body.replaceChildren();
    document.body.style.cssText = "display:grid;grid-template-columns:1fr 1fr;gap:8px;margin:8px";
    for (const html of htmls) {
      const f = document.createElement("iframe");
      f.setAttribute("sandbox", "");
      f.style.cssText = "width:100%;height:430px;border:1px solid #999";
      f.srcdoc = html;
      document.body.append(f);
    }
  }, htmls);
  await new Promise((r) => setTimeout(r, 800));
  await blank.screenshot(`/tmp/snap-copies-${inject("browser")}.png`);
}, 60000);

/** Checks that the store builds ask for no more than was agreed. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

const permissions = ["activeTab", "alarms", "contextMenus", "scripting", "storage"];
const problems: string[] = [];
for (const folder of [".output/chrome-mv3", ".output/firefox-mv3"]) {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const asked = [...manifest.permissions].sort();
  if (asked.join() !== permissions.join()) problems.push(`${folder} asks for ${asked.join(", ")}`);
  if (manifest.host_permissions.some((host: string) => /^(<all_urls>|(\*|https?):\/\/\*\/)/.test(host)))
    problems.push(`${folder} asks for every site at installation`);
  if (manifest.content_security_policy)
    problems.push(`${folder} changes the default content security policy`);
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);

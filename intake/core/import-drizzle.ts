/**
 * Makes importing drizzle-orm faster in this process, if this module runs before the first of such imports. Node 24
 * looks up the module format of each file in its package's `package.json` and parses that file's `exports` each time:
 * 130 kB, for more than a hundred files. All files that drizzle-orm imports from itself are ECMAScript modules.
 */

import { registerHooks } from "node:module";

registerHooks({
  resolve(specifier, context, resolveNext) {
    const { parentURL } = context;
    const isOwn = specifier.startsWith(".") && specifier.endsWith(".js");
    if (!isOwn || !parentURL?.includes("/node_modules/drizzle-orm/")) return resolveNext(specifier, context);
    return { url: new URL(specifier, parentURL).href, format: "module", shortCircuit: true };
  },
});

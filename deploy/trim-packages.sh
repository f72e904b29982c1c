#!/bin/sh
# Removes from node_modules what the intake never reads, so that the image stays below 300 MB. Licences stay.
# In a folder that holds a production install: sh deploy/trim-packages.sh
set -eu
cd node_modules

# For the extension, the checker's page and the compiler only.
rm -rf .bin @types @esbuild esbuild idb lucide-preact preact webextension-polyfill wouter-preact

# Types, maps, documents and tests of packages.
find . -type f \( -name "*.d.ts" -o -name "*.d.mts" -o -name "*.d.cts" -o -name "*.map" \
  -o -name "*.md" ! -iname "licen*" \) -delete
rm -rf zod/src bintrees/test
# The intake imports ES modules; these packages also ship everything as CommonJS.
find drizzle-orm zod hono @electric-sql -name "*.cjs" -delete

# One codec of eight, one language model of four, two weights and one format of the fonts.
find icodec/dist -type f ! -name "webp-dec*" -delete
find eld -type f \( -name "large.js" -o -name "medium.js" -o -name "extrasmall.js" \) -delete
find @fontsource -type f ! -name "*-400-normal.woff" ! -name "*-700-normal.woff" \
  ! -name package.json ! -iname "licen*" -delete
find pdfkit/js -type f \( -name "*standalone*" -o -name "*browser*" \) -delete

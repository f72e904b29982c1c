/**
 * `npm run prepare`, which `npm ci` runs last, with and without development packages: makes what the intake serves or
 * starts from in `.output`. Plain JavaScript, so that older versions of Node can run it: they cannot read TypeScript.
 */

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 24 || (major === 24 && minor < 2))
  console.log(
    `The page /verify was not made: that needs Node 24.2 or newer, and this is ${process.version}. Install it, then run npm run prepare.`,
  );
else {
  await import("../dev/help.ts");
  const { writeVerifier } = await import("./verifier.ts");
  const { makeEmptyDatabase } = await import("../../intake/db/empty-database.ts");
  const { migratePglite } = await import("../../intake/db/open.ts");
  await writeVerifier();
  await makeEmptyDatabase(migratePglite);
}

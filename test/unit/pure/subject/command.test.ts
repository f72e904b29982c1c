import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

/** Gives the command's output and exit code for an input. */
async function run(input: string): Promise<{ out: string; problems: string; code: number | null }> {
  const command = spawn(process.execPath, ["scripts/dev/subject.ts"], {
    cwd: `${import.meta.dirname}/../../../..`,
  });
  const ended = new Promise<number | null>((resolve) => command.on("close", resolve));
  command.stdin.end(input);
  const [out, problems, code] = await Promise.all([text(command.stdout), text(command.stderr), ended]);
  return { out, problems, code };
}

test("each address is printed with its subject or the problem's code", async () => {
  const { out, problems, code } = await run(
    [
      "https://x.com/ikan/status/45?s=20",
      "",
      "https://www.facebook.com/warung.sari/posts/777000111?comment_id=99\r",
      "\r",
      "bukan alamat",
      "https://t.me/c/123456/42",
      " https://youtu.be/CoNtOh12-_3",
      "https://t.me/KabarContoh/42",
    ].join("\n"),
  );
  expect(out.split("\n")).toEqual([
    "https://x.com/ikan/status/45?s=20\tx:post:45",
    "https://www.facebook.com/warung.sari/posts/777000111?comment_id=99\tfacebook:comment:777000111_99",
    "bukan alamat\taddress-unknown",
    "https://t.me/c/123456/42\tnot-public",
    " https://youtu.be/CoNtOh12-_3\tyoutube:video:CoNtOh12-_3",
    "https://t.me/KabarContoh/42\ttelegram:message:kabarcontoh/42",
    "",
  ]);
  expect(problems).toBe("");
  expect(code).toBe(0);
});

test("prints a line for each of many addresses, even very long ones", async () => {
  const long = `https://x.com/${"a".repeat(100_000)}`;
  const { out, code } = await run(`${"https://x.com/ikan/status/45\n".repeat(20_000)}${long}`);
  const lines = out.trimEnd().split("\n");
  expect(lines).toHaveLength(20_001);
  expect(lines.at(-1)).toBe(`${long}\taddress-unknown`);
  expect(code).toBe(0);
});

test("prints nothing for empty input", async () => {
  expect(await run("")).toEqual({ out: "", problems: "", code: 0 });
});

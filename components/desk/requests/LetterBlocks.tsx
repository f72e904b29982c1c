import type { Row, WordBlock } from "../../../utils/shared/i18n/block.ts";
import { Foreign } from "../../ui/Foreign.tsx";

export function LetterBlocks({ blocks }: { blocks: readonly WordBlock[] }) {
  return (
    <>
      {blocks.map((block, at) => (
        <LetterBlock key={`${at} ${block.kind}`} block={block} />
      ))}
    </>
  );
}

function LetterBlock({ block }: { block: WordBlock }) {
  switch (block.kind) {
    case "heading":
      return (
        <h4>
          <Foreign text={block.text} />
        </h4>
      );
    case "text":
    case "warning":
      return (
        <p>
          <Foreign text={block.text} />
        </p>
      );
    case "list":
      return <List lines={block.items} />;
    case "quote":
      return (
        <>
          <p class="small muted">{block.label}</p>
          <blockquote>
            <Foreign text={block.text} />
          </blockquote>
        </>
      );
    case "pairs":
      return <Pairs rows={block.rows} />;
    case "table":
      return <List lines={block.rows.map(([first, ...more]) => `${first} (${more.join(", ")})`)} />;
  }
}

function List({ lines }: { lines: readonly string[] }) {
  return (
    <ul class="letter-list">
      {lines.map((line) => (
        <li key={line}>
          <Foreign text={line} />
        </li>
      ))}
    </ul>
  );
}

function Pairs({ rows }: { rows: readonly Row[] }) {
  const facts: { label: string; words: string[] }[] = [];
  for (const { label, value } of rows) {
    if (label === "") facts.at(-1)?.words.push(value.text);
    else facts.push({ label, words: [value.text] });
  }
  return (
    <dl class="facts">
      {facts.map(({ label, words }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {words.map((line) => (
              <p key={line}>
                <Foreign text={line} />
              </p>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

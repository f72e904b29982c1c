/** Labelled lines, such as the head of a letter. */

export interface Fact {
  label: string;
  words: string;
}

export function Facts({ rows }: { rows: readonly Fact[] }) {
  return (
    <dl class="facts">
      {rows.map(({ label, words }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd class="break">{words}</dd>
        </div>
      ))}
    </dl>
  );
}

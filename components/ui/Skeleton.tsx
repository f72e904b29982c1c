/** Placeholder while content loads, with a label for screen readers. */

export function Skeleton({ label, rows, height }: { label: string; rows: number; height: number }) {
  return (
    <div role="status" class="skeleton">
      <span class="hidden-text">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} class="bone" style={{ height: `${height}px` }} />
      ))}
    </div>
  );
}

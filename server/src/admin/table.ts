/** Lays out rows in columns as wide as their widest cell. The last column is not padded. */
export function tableOf(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map(printable));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What people have typed must not move the operator's cursor. */
export function printable(cell: string | number): string {
  return String(cell).replace(/[\p{Cc}\p{Cf}]/gu, ' ');
}

/** A moment as `2026-11-23 18:55`, in UTC. */
export function momentOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
}

/** Rows of a small CSV file by column name. Fields may be quoted; they hold no line breaks and no quotes. */
export function parseCsv(text: string): Record<string, string>[] {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const columns = fields(head);
  return lines.map((line) => {
    const values = fields(line);
    return Object.fromEntries(columns.map((column, i) => [column, values[i] ?? '']));
  });
}

function fields(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map((match) => match[1] ?? match[2] ?? '');
}

import type { WriteMethod } from '../../../src/adapter/operations.ts';

/** One cell of a table: what is stored, what is sent, and what must come of it. */
export interface MethodCase {
  /** Heading of its section, and its place in the table. */
  readonly section: string;
  readonly title: string;
  readonly flag?: Flag;
  readonly method: WriteMethod;
  /** In the place of `?` in the message. */
  readonly operation?: string;
  readonly errorOnNonExistingDelete: boolean;
  readonly stored: string;
  readonly message: string;
  /** Row changes, `nothing`, or errors. */
  readonly expected: string;
  /** The status keys, where the table has them. */
  readonly answer?: string;
}

/** A flag of components: of those named, or of all. */
export interface Flag {
  readonly name: 'noInsert' | 'noUpdate' | 'noDelete' | 'cascadeClear';
  readonly components: readonly string[];
}

const METHODS: readonly string[] = ['Insert', 'Update', 'Upsert', 'Synchronize', 'Delete', 'Execute'];

/**
 * The cases in the Markdown tables of a page. A table whose first heading is `method` or `operation` has a case in each column: the rows
 * `stored` and `message` say what it is, each other row what a method, or an operation, makes of it. A table with the headings `stored`,
 * `method`, `message`, `changes` and perhaps `answer` has a case in each row.
 */
export function readCases(markdown: string): MethodCase[] {
  return tablesIn(markdown).flatMap((table) => {
    const [first = ''] = table.headings;
    if (/^(method|operation)( |$)/.test(first)) return matrixCases(table);
    return table.headings.includes('changes') ? listCases(table) : [];
  });
}

interface MarkdownTable {
  readonly section: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function tablesIn(markdown: string): MarkdownTable[] {
  const tables: MarkdownTable[] = [];
  let section = '';
  let lines: string[][] = [];
  for (const line of [...markdown.split('\n'), '']) {
    const heading = /^#+ (.*)/.exec(line)?.[1];
    if (heading !== undefined) section = heading;
    if (line.startsWith('|')) lines.push(cellsOf(line));
    else if (lines.length > 0) {
      const [headings = [], , ...rows] = lines;
      tables.push({ section, headings, rows });
      lines = [];
    }
  }
  return tables;
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|\s*$/g, '')
    .split('|')
    .map((cell) => cell.replaceAll('`', '').trim());
}

function matrixCases({ section, headings, rows }: MarkdownTable): MethodCase[] {
  const [first = '', ...titles] = headings;
  const row = (label: string): readonly string[] => rows.find(([name]) => name === label) ?? [];
  const stored = row('stored');
  const message = row('message');
  const expected = rows.filter(([name]) => name !== 'stored' && name !== 'message');
  return expected.flatMap(([labels = '', ...cells]) =>
    labels.split(',').flatMap((label) =>
      cells.flatMap((cell, column) => ({
        section,
        title: `${label.trim()}: ${titles[column]}`,
        ...flagIn(first),
        ...(first.startsWith('method') ? methodNamed(label.trim()) : { method: 'Execute' as const }),
        ...(first.startsWith('operation') ? { operation: label.trim() } : {}),
        errorOnNonExistingDelete: first.includes('ErrorOnNonExistingDelete'),
        stored: stored[column + 1] ?? '',
        message: message[column + 1] ?? '',
        expected: cell,
      })),
    ),
  );
}

function listCases({ section, headings, rows }: MarkdownTable): MethodCase[] {
  return rows.map((row) => {
    const cell = (heading: string): string => row[headings.indexOf(heading)] ?? '';
    return {
      section,
      title: `${cell('method')} ${cell('message')}`,
      ...methodNamed(cell('method')),
      errorOnNonExistingDelete: false,
      stored: cell('stored'),
      message: cell('message'),
      expected: cell('changes'),
      ...(headings.includes('answer') ? { answer: cell('answer') } : {}),
    };
  });
}

function methodNamed(name: string): { method: WriteMethod } {
  if (!METHODS.includes(name)) throw new RangeError(`${name} is not a method`);
  return { method: name as WriteMethod };
}

function flagIn(heading: string): { flag?: Flag } {
  const name = (['noInsert', 'noUpdate', 'noDelete', 'cascadeClear'] as const).find((known) => heading.includes(known));
  if (name === undefined) return {};
  const components = / of ([^)]*)\)/.exec(heading)?.[1]?.split(', ') ?? [];
  return { flag: { name, components } };
}

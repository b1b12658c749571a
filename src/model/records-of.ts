import type { Table } from './model.ts';

/** What people call the rows of a table, for messages: `accounts`, from the comment `Accounts`; of a comment in several parts the first one. */
export function recordsOf({ comment }: Table): string {
  const [words = ''] = comment.split(';');
  return words.charAt(0).toLowerCase() + words.slice(1);
}

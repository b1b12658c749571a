/** Markup that is safe to send: made by {@link html} only. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

type Piece = string | number | Html | readonly Html[];

/** Template tag: what is put in is escaped unless it is {@link Html}; lists are joined. */
export function html(markup: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(markup.map((part, index) => part + render(pieces[index] ?? '')).join(''));
}

function render(piece: Piece): string {
  if (piece instanceof Html) return String(piece);
  if (typeof piece === 'object') return piece.join('');
  return escapeMarkup(String(piece));
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

import { CutError } from '../../errors/cut-error.ts';
import type { IntegrationObject } from '../../model/model.ts';
import { shorten } from '../../xml/shorten.ts';
import type { SpoolFile } from '../spool/spool-file.ts';
import { ByteWindow } from './byte-window.ts';
import { holdsMessages } from './holds-messages.ts';
import type { KnownElements } from './known-elements.ts';
import { LONGEST_TAG, MarkupScanner } from './markup-scanner.ts';
import { OpenElement, type Place } from './open-element.ts';
import { malformed } from './start-tag.ts';

/** One object of a feed, by its place. */
export interface FeedObject {
  /** From 1. */
  readonly number: number;
  /** Of its `<` in the spooled feed, in bytes. */
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
  /** Of its `<`, from 1. */
  readonly line: number;
  readonly place: Place;
}

/** Where a splitter stands between two objects; as JSON in a checkpoint. */
export interface SplitState {
  /** Bytes. */
  readonly offset: number;
  readonly line: number;
  /** Objects before. */
  readonly objects: number;
  /** The elements around, outermost first, by their start tags. */
  readonly open: readonly { readonly text: string; readonly line: number }[];
}

export const START: SplitState = Object.freeze({ offset: 0, line: 1, objects: 0, open: [] });

export interface SplitterParts {
  readonly file: SpoolFile;
  readonly known: KnownElements;
  /** Integration object of the process that gets the feed, when that was chosen. */
  readonly expected?: IntegrationObject;
}

type ObjectStart = Pick<FeedObject, 'offset' | 'line' | 'place'>;
type IsOne = (likely: FeedObject) => boolean;

/** What is looked at in vain does not matter among so many times as much. */
const CAREFUL = 64;
/** Elements around objects. */
const MOST_OPEN = 32;

/**
 * Finds the objects of a feed, one after the other, in constant memory: one `SiebelMessage` with any number of root components, any number of
 * `SiebelMessage`s in a row or in elements of any name, `PropertySet`s, bare lists, and any mixture (siebel-eai, 1.1 to 1.3). It looks at tags
 * only; what an object holds is looked at by the decoder.
 *
 * Elements must be closed in their order: where they are not, nobody can tell objects apart any more, and the feed ends there.
 */
export class FeedSplitter {
  readonly #parts: SplitterParts;
  readonly #window: ByteWindow;
  readonly #scanner: MarkupScanner;
  #top: OpenElement | undefined;
  #depth = 0;
  #objects: number;
  /** Where the object begins whose end could not be found. */
  #broken: { readonly offset: number; readonly line: number } | undefined;
  /** Offset up to which the markup is looked at in any case. */
  #carefulUpTo = 0;

  /** @param state where to begin: at the start, or where another splitter of the same feed stood */
  constructor(parts: SplitterParts, state: SplitState = START) {
    this.#parts = parts;
    this.#window = new ByteWindow(parts.file, state.offset);
    this.#scanner = new MarkupScanner(this.#window, state.line);
    this.#objects = state.objects;
    for (const { text, line } of state.open) this.#open(this.#element(text, line));
  }

  /**
   * The next object; undefined at the end of the feed.
   * @param isOne whether what ends at the first end tag with its name, and so seems to be the object, certainly is one: then its markup is not looked at
   * @throws CutError MALFORMED_XML, DOCTYPE_REFUSED, INVALID_MESSAGE, MESSAGE_TOO_DEEP: what comes after that cannot be split
   */
  next(isOne?: IsOne): FeedObject | undefined {
    const scanner = this.#scanner;
    for (;;) {
      const kind = scanner.toNextTag(this.#top?.tag.qualifiedName);
      if (kind === 'end-of-file') return this.#endOfFile();
      if (kind === 'end-tag') this.#close();
      else {
        const object = this.#startTag(isOne);
        if (object !== undefined) return object;
      }
    }
  }

  /** Bytes of the feed, such as those of an object; they are good until the next one. */
  bytes(offset: number, length: number): Buffer {
    return this.#window.of(offset, length);
  }

  /** Where it stands; good for another splitter to go on from. Behind the last object when the next one does not end. */
  get state(): SplitState {
    const open: { text: string; line: number }[] = [];
    for (let element = this.#top; element !== undefined; element = element.parent) {
      open.unshift({ text: element.text, line: element.line });
    }
    const { offset, line } = this.#broken ?? this.#scanner;
    return { offset, line, objects: this.#objects, open };
  }

  #endOfFile(): undefined {
    if (this.#top === undefined) return undefined;
    const { line, tag } = this.#top;
    throw malformed(
      `the feed ends without </${shorten(tag.qualifiedName)}>, which was opened in line ${line}`,
      this.#scanner.line,
    );
  }

  #close(): void {
    const { line } = this.#scanner;
    const name = this.#scanner.readEndTag();
    const top = this.#top;
    if (top?.tag.qualifiedName !== name) {
      const expected =
        top === undefined ? 'nothing is open' : `<${shorten(top.tag.qualifiedName)}> of line ${top.line} is`;
      throw malformed(`</${shorten(name)}> in line ${line} closes what is not open; ${expected}`, line);
    }
    this.#top = top.parent;
    this.#depth -= 1;
  }

  #startTag(isOne: IsOne | undefined): FeedObject | undefined {
    const { offset, line } = this.#scanner;
    const place = this.#top?.place;
    if (place?.object !== undefined) return this.#object({ offset, line, place }, isOne);
    const { text, isEmpty } = this.#scanner.peekStartTag();
    const element = this.#element(text, line);
    if (this.#isObject(element)) return this.#object({ offset, line, place: element.placeOfObject }, isOne);
    this.#scanner.passStartTag();
    if (!isEmpty) this.#open(element);
    return undefined;
  }

  /** One by its name; and any other within an element, unless it is one more around messages. */
  #isObject({ kind: { kind } }: OpenElement): boolean {
    if (kind !== 'other' || this.#top === undefined) return kind === 'root';
    const { known } = this.#parts;
    return !holdsMessages(this.#scanner.ahead(), (name) => known.isAroundObjects(name));
  }

  #object(start: ObjectStart, isOne: IsOne | undefined): FeedObject {
    const likely = isOne === undefined ? undefined : this.#likely(start);
    if (likely === undefined || isOne?.(likely) !== true) this.#passObject(start);
    const object = this.#endingHere(start);
    this.#objects += 1;
    if (object.length === likely?.length) return likely;
    if (likely !== undefined) this.#beCareful(likely.length);
    return object;
  }

  /** As the object seems to be; undefined where nobody tries to tell. */
  #likely(start: ObjectStart): FeedObject | undefined {
    if (start.offset < this.#carefulUpTo) return undefined;
    if (this.#scanner.passLikelyElement()) return this.#endingHere(start);
    this.#beCareful(LONGEST_TAG);
    return undefined;
  }

  #endingHere({ offset, line, place }: ObjectStart): FeedObject {
    return { number: this.#objects + 1, offset, length: this.#scanner.offset - offset, line, place };
  }

  /** @param bytes that were looked at in vain */
  #beCareful(bytes: number): void {
    this.#carefulUpTo = this.#scanner.offset + CAREFUL * bytes;
  }

  #passObject({ offset, line }: ObjectStart): void {
    this.#scanner.goBack({ offset, line });
    try {
      this.#scanner.passElement();
    } catch (error) {
      this.#broken = { offset, line };
      throw error;
    }
  }

  #element(text: string, line: number): OpenElement {
    return new OpenElement({ text, line }, this.#top, this.#parts.known, this.#parts.expected);
  }

  #open(element: OpenElement): void {
    if (this.#depth >= MOST_OPEN) {
      throw new CutError('MESSAGE_TOO_DEEP', { limit: MOST_OPEN }, { location: { line: element.line } });
    }
    this.#top = element;
    this.#depth += 1;
  }
}

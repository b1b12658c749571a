import { emptyLists, type Instance } from '../../model/instance.ts';
import type { Component, Field } from '../../model/model.ts';
import { FieldLines } from '../../xml/compiled/field-lines.ts';
import type { FeedObject } from '../split/feed-splitter.ts';
import type { SpoolFile } from '../spool/spool-file.ts';
import { HAS_OPERATION, HAS_SEARCH_SPEC, NOT_PRIMARY, type PackedChunk, PRIMARY } from './packed-chunk.ts';

/** Finds lines in an object when somebody asks for them: only mistakes do. */
export class ObjectLines {
  readonly #file: SpoolFile;
  readonly #object: FeedObject;
  #lines: FieldLines | undefined;

  constructor(file: SpoolFile, object: FeedObject) {
    this.#file = file;
    this.#object = object;
  }

  /** Of the object. */
  get first(): number {
    return this.#object.line;
  }

  of(start: number, field: Field): number | undefined {
    const { place, offset, length, line } = this.#object;
    this.#lines ??= new FieldLines(place.before + this.#file.bytes(offset, length).toString() + place.after, line);
    return this.#lines.of(start, field);
  }
}

/** Makes the instances of a packed chunk again, one root after the other. */
export class InstanceUnpacker {
  readonly #layout: Int32Array;
  readonly #text: string;
  #at = 0;
  #textAt = 0;

  constructor({ layout, text }: Pick<PackedChunk, 'layout' | 'text'>) {
    this.#layout = layout;
    this.#text = text;
  }

  next(component: Component, lines: ObjectLines): Instance {
    const instance = new UnpackedInstance(component, lines.first + this.#take(), this.#take(), lines);
    const flags = this.#take();
    if ((flags & (PRIMARY | NOT_PRIMARY)) !== 0) instance.primary = (flags & PRIMARY) !== 0;
    if ((flags & HAS_OPERATION) !== 0) instance.operation = this.#takeText(this.#take());
    if ((flags & HAS_SEARCH_SPEC) !== 0) instance.searchSpec = this.#takeText(this.#take());
    for (let count = this.#take(); count > 0; count -= 1) {
      const ordinal = this.#take();
      const length = this.#take();
      instance.values[ordinal] = length < 0 ? null : this.#takeText(length);
    }
    for (let count = this.#take(); count > 0; count -= 1) {
      const ordinal = this.#take();
      const child = component.children[ordinal];
      if (child === undefined) throw new RangeError('a packed chunk is of another model');
      instance.children[ordinal] = this.#takeInstances(child, lines);
    }
    return instance;
  }

  #takeInstances(component: Component, lines: ObjectLines): Instance[] {
    const instances: Instance[] = [];
    for (let count = this.#take(); count > 0; count -= 1) instances.push(this.next(component, lines));
    return instances;
  }

  #take(): number {
    const number = this.#layout[this.#at] ?? 0;
    this.#at += 1;
    return number;
  }

  #takeText(length: number): string {
    const start = this.#textAt;
    this.#textAt = start + length;
    return this.#text.slice(start, start + length);
  }
}

class UnpackedInstance implements Instance {
  readonly component: Component;
  readonly values: Instance['values'];
  readonly children: Instance['children'];
  readonly line: number;
  readonly start: number;
  operation: string | undefined = undefined;
  searchSpec: string | undefined = undefined;
  primary: boolean | undefined = undefined;
  readonly #lines: ObjectLines;

  constructor(component: Component, line: number, start: number, lines: ObjectLines) {
    this.component = component;
    const { values, children } = emptyLists(component);
    this.values = values;
    this.children = children;
    this.line = line;
    this.start = start;
    this.#lines = lines;
  }

  fieldLine(field: Field): number | undefined {
    return this.#lines.of(this.start, field);
  }
}

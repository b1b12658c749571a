import type { IntegrationObject } from '../../model/model.ts';
import { escapeAttribute } from '../../xml/escape.ts';
import type { ElementKind, KnownElements } from './known-elements.ts';
import { malformed, readStartTag, type StartTag } from './start-tag.ts';

/** What is said of an object whose integration object is not known. */
export interface SaidOfObject {
  /** `IntObjectName` of the envelope. */
  readonly objectName?: string;
  /** Tag of its list, without prefix. */
  readonly list?: string;
}

/** What objects stand in: enough to make a document of one. */
export interface Place {
  /** Undefined where no integration object goes by the name of what is there. */
  readonly object: IntegrationObject | undefined;
  /** Start tag of the list element, with all namespaces in scope; without line breaks. For an object without integration object, of a wrapper, and of the envelope that names none. */
  readonly before: string;
  /** Its end tag. */
  readonly after: string;
  /** Of an object without integration object, where it is split. */
  readonly said?: SaidOfObject;
}

/** An element around objects that is open, with what is in scope in it. */
export class OpenElement {
  /** Its start tag, as it stands in the feed. */
  readonly text: string;
  readonly line: number;
  readonly tag: StartTag;
  readonly kind: ElementKind;
  readonly parent: OpenElement | undefined;
  /** Prefix to URI. */
  readonly scope: ReadonlyMap<string, string>;
  /** Name of the integration object, as the envelope says it. */
  readonly objectName: string | undefined;
  /** Of a list: that of its objects. */
  readonly place: Place | undefined;

  /** @throws CutError MALFORMED_XML */
  constructor(
    { text, line }: Pick<OpenElement, 'text' | 'line'>,
    parent: OpenElement | undefined,
    known: KnownElements,
    expected?: IntegrationObject,
  ) {
    this.text = text;
    this.line = line;
    this.parent = parent;
    this.tag = readStartTag(text, line);
    this.scope = scopeIn(parent, this.tag);
    const objectName = this.tag.attributes.get('IntObjectName') || this.tag.attributes.get('IntObjName');
    this.objectName = objectName || parent?.objectName;
    const hints = {
      ...(parent?.objectName === undefined ? {} : { objectName: parent.objectName }),
      ...(expected === undefined ? {} : { expected }),
    };
    this.kind = known.kindOf(this.tag.name, this.#namespace(), hints);
    this.place =
      this.kind.kind === 'list'
        ? inEnvelope(placeIn(this.tag, this.scope, this.kind.object), parent?.objectName, this.tag.name)
        : undefined;
  }

  /** Where an object that begins with this tag stands: in a list, or without one. */
  get placeOfObject(): Place {
    if (this.parent?.place !== undefined) return this.parent.place;
    if (this.kind.kind !== 'root') return inEnvelope(placeIn(WRAPPER, this.scope, undefined), this.parent?.objectName);
    const { object } = this.kind;
    const { prefix } = this.tag;
    const qualifiedName = prefix === '' ? object.tag : `${prefix}:${object.tag}`;
    return placeIn({ ...WRAPPER, qualifiedName }, this.scope, object);
  }

  #namespace(): string {
    const { prefix, qualifiedName } = this.tag;
    const namespace = this.scope.get(prefix);
    if (namespace === undefined && prefix !== '') {
      throw malformed(`the prefix of ${qualifiedName} is not declared (line ${this.line})`, this.line);
    }
    return namespace ?? '';
  }
}

/** Around what belongs nowhere. */
const WRAPPER: StartTag = Object.freeze({
  qualifiedName: 'PropertySet',
  prefix: '',
  name: 'PropertySet',
  attributes: new Map(),
  declarations: new Map(),
});

function scopeIn(parent: OpenElement | undefined, { declarations }: StartTag): ReadonlyMap<string, string> {
  if (declarations.size === 0) return parent?.scope ?? declarations;
  return new Map([...(parent?.scope ?? []), ...declarations]);
}

/** What is in no namespace gets into that of its integration object, as `payloadDocument` has it. */
function placeIn(
  { qualifiedName, prefix, attributes }: StartTag,
  scope: ReadonlyMap<string, string>,
  object: IntegrationObject | undefined,
): Place {
  const namespaces = new Map(scope);
  if (object !== undefined && prefix === '' && !namespaces.get('')) namespaces.set('', object.namespace);
  const declarations = [...namespaces].map(([of, uri]) => [of === '' ? 'xmlns' : `xmlns:${of}`, uri] as const);
  const all = [...declarations, ...attributes].map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`);
  return { object, before: `<${qualifiedName}${all.join('')}>`, after: `</${qualifiedName}>` };
}

/** Where no integration object is found, what the envelope says belongs to the mistake. */
function inEnvelope(place: Place, objectName: string | undefined, list?: string): Place {
  if (place.object !== undefined) return place;
  const said = { ...(objectName === undefined ? {} : { objectName }), ...(list === undefined ? {} : { list }) };
  if (objectName === undefined) return { ...place, said };
  const { before, after } = place;
  const envelope = `<SiebelMessage IntObjectName="${escapeAttribute(objectName)}">`;
  return { object: undefined, before: `${envelope}${before}`, after: `${after}</SiebelMessage>`, said };
}

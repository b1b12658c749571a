import type { Component, Field } from '../../model/model.ts';
import { deepFreeze } from '../../model/reading/deep-freeze.ts';
import type { XmlElement } from '../../xml/element.ts';
import { type ContentPart, type ElementShape, type ExternalObject, NO_TABLE, TEXT_FIELD } from './external-object.ts';
import { externalType } from './external-types.ts';
import { contentOf, type Particle, type TypeContent, typeOf } from './xsd-content.ts';
import { type XsdFiles, XsdProblem } from './xsd-files.ts';
import { XsdSchema } from './xsd-schema.ts';

/** A shape with more is not a message. */
const MOST_COMPONENTS = 5000;

/**
 * The external integration object of an XSD.
 * @param name what it is called in messages: the name of the first file
 * @throws XsdProblem
 */
export function readExternalObject(name: string, files: XsdFiles, documentElement: string): ExternalObject {
  const xsd = new XsdSchema(files);
  const declaration = xsd.documentElement(documentElement);
  const { targetNamespace: namespace } = xsd;
  const top = { declaration, tag: documentElement, namespace, required: true, repeats: false, nillable: false };
  const reader = new ComponentReader(xsd);
  const root = reader.read(top, []);
  const elements = reader.finish();
  const object = {
    name: `${name} ${documentElement}`,
    tag: documentElement,
    namespace,
    businessObject: '',
    id: name,
    root,
    components: new Map([...elements.keys()].map((component) => [component.name, component])),
  };
  return { object: deepFreeze(object), elements };
}

type Draft = { -readonly [K in keyof Component]: Component[K] } & {
  fields: Field[];
  fieldsByName: Map<string, Field>;
  children: Component[];
};

class ComponentReader {
  readonly #xsd: XsdSchema;
  readonly #elements = new Map<Draft, ElementShape>();
  readonly #paths = new Map<Draft, readonly string[]>();
  /** Types that are being read, so that one that contains itself ends. */
  readonly #open = new Map<XmlElement, Draft>();

  constructor(xsd: XsdSchema) {
    this.#xsd = xsd;
  }

  /** @param path tags from below the document element */
  read(particle: Particle, path: readonly string[]): Component {
    const type = typeOf(particle.declaration, this.#xsd);
    const nested = typeof type === 'string' ? undefined : this.#open.get(type);
    if (nested !== undefined && nested.tag === particle.tag) return nested;
    if (nested !== undefined)
      throw this.#xsd.problem(particle.declaration, `${particle.tag} contains itself under another name`);
    const draft = emptyComponent(particle.tag);
    this.#paths.set(draft, path);
    if (this.#paths.size > MOST_COMPONENTS) throw new XsdProblem(`it has more than ${MOST_COMPONENTS} components`);
    if (typeof type !== 'string') this.#open.set(type, draft);
    const content: TypeContent =
      typeof type === 'string' ? { particles: [], attributes: [], text: type } : contentOf(type, this.#xsd);
    this.#elements.set(draft, this.#shape(draft, particle, content, path));
    if (typeof type !== 'string') this.#open.delete(type);
    return draft;
  }

  #shape(draft: Draft, particle: Particle, content: TypeContent, path: readonly string[]): ElementShape {
    const { namespace, repeats, nillable } = particle;
    const attributes = content.attributes.map(({ declaration, tag, namespace: of, required }) => ({
      field: addField(draft, `@${tag}`, tag, { builtIn: this.#textType(declaration), required }),
      namespace: of,
    }));
    const text = content.text && addField(draft, TEXT_FIELD, particle.tag, { builtIn: content.text, required: true });
    this.#tellApart(content.attributes);
    this.#tellApart(content.particles);
    const parts = content.particles.map((each) => this.#part(draft, each, path));
    return { namespace, single: !repeats, nillable, attributes, ...(text && { text }), content: parts };
  }

  #part(draft: Draft, particle: Particle, path: readonly string[]): ContentPart {
    const { tag, namespace, required, nillable, repeats } = particle;
    const type = typeOf(particle.declaration, this.#xsd);
    if (typeof type === 'string' && !repeats) {
      const field = addField(draft, tag, tag, { builtIn: type, required });
      return { kind: 'field', field, namespace, required, nillable };
    }
    const component = this.read(particle, [...path, tag]);
    if (!draft.children.includes(component)) draft.children.push(component);
    return { kind: 'component', component };
  }

  /** Fields and components are named by their tags. */
  #tellApart(named: readonly Pick<Particle, 'tag' | 'namespace' | 'declaration'>[]): void {
    const namespaces = new Map<string, string>();
    for (const { tag, namespace, declaration } of named) {
      const other = namespaces.get(tag);
      namespaces.set(tag, namespace);
      if (other !== undefined && other !== namespace)
        throw this.#xsd.problem(declaration, `'${tag}' stands beside another one, of another namespace`);
    }
  }

  #textType(declaration: XmlElement): string {
    const type = typeOf(declaration, this.#xsd);
    return typeof type === 'string' ? type : 'string';
  }

  /** Names the components; only now is it known which tags stand at several places. */
  finish(): ReadonlyMap<Component, ElementShape> {
    const counts = new Map<string, number>();
    for (const { tag } of this.#elements.keys()) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    for (const [draft, path] of this.#paths) {
      if ((counts.get(draft.tag) ?? 0) > 1 && path.length > 0) draft.name = path.join('/');
    }
    // In the order in which they were begun: parents before children.
    return new Map(
      [...this.#paths.keys()].flatMap((draft) => {
        const shape = this.#elements.get(draft);
        return shape === undefined ? [] : [[draft, shape] as const];
      }),
    );
  }
}

function addField(
  draft: Draft,
  name: string,
  tag: string,
  { builtIn, required }: { readonly builtIn: string; readonly required: boolean },
): Field {
  const known = draft.fieldsByName.get(name);
  if (known !== undefined) return known;
  const field: Field = {
    name,
    tag,
    ordinal: draft.fields.length,
    type: externalType(builtIn),
    required,
    readOnly: false,
    source: { kind: 'column', column: NO_COLUMN },
  };
  draft.fields.push(field);
  draft.fieldsByName.set(name, field);
  if (draft.rowId === NO_FIELD) draft.rowId = field;
  return field;
}

const NO_COLUMN = Object.freeze({ name: '', type: { kind: 'note' }, required: false, system: false } as const);

const NO_FIELD: Field = Object.freeze<Field>({
  name: '',
  tag: '',
  ordinal: 0,
  type: externalType('string'),
  required: false,
  readOnly: true,
  source: { kind: 'column', column: NO_COLUMN },
});

function emptyComponent(tag: string): Draft {
  return {
    name: tag,
    tag,
    containerTag: tag,
    businessComponent: '',
    table: NO_TABLE,
    where: new Map(),
    fields: [],
    fieldsByName: new Map(),
    rowId: NO_FIELD,
    userKeys: [],
    statusKey: [],
    noInsert: false,
    noUpdate: false,
    noDelete: false,
    cascadeClear: false,
    children: [],
  };
}

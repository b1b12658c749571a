import type { XmlElement } from '../../xml/element.ts';
import { schemaChildren } from './xsd-files.ts';
import type { XsdSchema } from './xsd-schema.ts';

/** An element that may stand in another one. */
export interface Particle {
  readonly declaration: XmlElement;
  readonly tag: string;
  /** Empty for an element that is in none. */
  readonly namespace: string;
  readonly required: boolean;
  readonly repeats: boolean;
  readonly nillable: boolean;
}

/** An attribute that an element may have. */
interface AttributeUse {
  readonly declaration: XmlElement;
  readonly tag: string;
  readonly namespace: string;
  readonly required: boolean;
}

/** What a complex type holds, in the order of documents. */
export interface TypeContent {
  readonly particles: readonly Particle[];
  readonly attributes: readonly AttributeUse[];
  /** Type of its text, where it has any: of XML Schema. */
  readonly text?: string;
}

/** The complex type of an element, or the name of the type of XML Schema that its text is of. @throws XsdProblem */
export function typeOf(declaration: XmlElement, xsd: XsdSchema): XmlElement | string {
  const own = schemaChildren(declaration).find(({ name }) => name === 'complexType' || name === 'simpleType');
  const type =
    own ??
    (declaration.attribute('type') === undefined
      ? 'string'
      : xsd.resolve(declaration, 'type', ['complexType', 'simpleType']));
  return typeof type !== 'string' && type.name === 'simpleType' ? builtInOf(type, xsd) : type;
}

/** The type of XML Schema that a simple type restricts; lists and unions are texts. */
function builtInOf(type: XmlElement, xsd: XsdSchema): string {
  const [restriction] = schemaChildren(type).filter(({ name }) => name === 'restriction');
  if (restriction?.attribute('base') === undefined) return 'string';
  const base = xsd.resolve(restriction, 'base', ['simpleType']);
  return typeof base === 'string' ? base : builtInOf(base, xsd);
}

/** @throws XsdProblem */
export function contentOf(type: XmlElement, xsd: XsdSchema): TypeContent {
  const [derivation] = schemaChildren(type).filter(({ name }) => /^(simple|complex)Content$/.test(name));
  if (derivation === undefined) return ownContent(type, xsd);
  const [step] = schemaChildren(derivation);
  if (step === undefined) throw xsd.problem(derivation, `${derivation.name} is empty`);
  const base = xsd.resolve(step, 'base', ['complexType', 'simpleType']);
  const own = ownContent(step, xsd);
  if (typeof base === 'string') return { ...own, text: base };
  if (base.name === 'simpleType') return { ...own, text: builtInOf(base, xsd) };
  const inherited = contentOf(base, xsd);
  if (step.name === 'restriction') return { ...inherited, particles: own.particles };
  return {
    ...inherited,
    particles: [...inherited.particles, ...own.particles],
    attributes: [...inherited.attributes, ...own.attributes],
  };
}

function ownContent(type: XmlElement, xsd: XsdSchema): TypeContent {
  return {
    particles: particlesOf(type, { repeats: false, optional: false }, xsd),
    attributes: attributesOf(type, xsd),
  };
}

interface Surroundings {
  readonly repeats: boolean;
  readonly optional: boolean;
}

function particlesOf(group: XmlElement, around: Surroundings, xsd: XsdSchema): readonly Particle[] {
  return schemaChildren(group).flatMap((child) => {
    const within: Surroundings = {
      repeats: around.repeats || repeats(child),
      optional: around.optional || child.attribute('minOccurs') === '0' || group.name === 'choice',
    };
    switch (child.name) {
      case 'sequence':
      case 'choice':
      case 'all':
        return particlesOf(child, within, xsd);
      case 'group': {
        const named = child.attribute('ref') === undefined ? child : xsd.resolve(child, 'ref', ['group']);
        return typeof named === 'string' ? [] : particlesOf(named, within, xsd);
      }
      case 'element':
        return [particle(child, within, xsd)];
      default:
        return [];
    }
  });
}

function repeats(element: XmlElement): boolean {
  const most = element.attribute('maxOccurs') ?? '1';
  return most !== '0' && most !== '1';
}

function particle(element: XmlElement, { repeats: repeating, optional }: Surroundings, xsd: XsdSchema): Particle {
  const referred = element.attribute('ref') === undefined ? element : xsd.resolve(element, 'ref', ['element']);
  if (typeof referred === 'string') throw xsd.problem(element, `${referred} is no element for messages`);
  return {
    declaration: referred,
    tag: referred.attribute('name') ?? '',
    namespace: referred === element ? xsd.localNamespaceOf(element) : xsd.namespaceOf(referred),
    required: !optional,
    repeats: repeating,
    nillable: /^(true|1)$/.test(referred.attribute('nillable') ?? ''),
  };
}

function attributesOf(type: XmlElement, xsd: XsdSchema): readonly AttributeUse[] {
  return schemaChildren(type).flatMap((child) => {
    if (child.name !== 'attribute' && child.name !== 'attributeGroup') return [];
    const named = child.attribute('ref') === undefined ? child : xsd.resolve(child, 'ref', [child.name]);
    if (typeof named === 'string') return [];
    return named.name === 'attribute' ? [attributeUse(child, named, xsd)] : attributesOf(named, xsd);
  });
}

function attributeUse(child: XmlElement, declaration: XmlElement, xsd: XsdSchema): AttributeUse {
  return {
    declaration,
    tag: declaration.attribute('name') ?? '',
    namespace: declaration === child ? xsd.localNamespaceOf(child) : xsd.namespaceOf(declaration),
    required: child.attribute('use') === 'required',
  };
}

import { suggestion } from '../../errors/near-names.ts';
import type { XmlElement } from '../../xml/element.ts';
import { parseXml } from '../../xml/parse-xml.ts';

const XSD = 'http://www.w3.org/2001/XMLSchema';

/** An XSD that cannot be read; the message says why, with the line. */
export class XsdProblem extends Error {
  override readonly name = 'XsdProblem';
}

type Kind = 'element' | 'complexType' | 'simpleType' | 'group' | 'attributeGroup' | 'attribute';

/** An XSD with its global declarations by name. One file is a whole schema: one that imports or includes another is refused. */
export class XsdDocument {
  readonly targetNamespace: string;
  readonly qualifiesElements: boolean;
  readonly #globals = new Map<string, XmlElement>();

  /** @throws XsdProblem, CutError when it is no XML */
  constructor(text: string) {
    const root = parseXml(text);
    if (root.namespace !== XSD || root.name !== 'schema') throw new XsdProblem('it is no XML Schema');
    this.targetNamespace = root.attribute('targetNamespace') ?? '';
    this.qualifiesElements = root.attribute('elementFormDefault') === 'qualified';
    for (const declaration of schemaChildren(root)) {
      if (['import', 'include', 'redefine'].includes(declaration.name))
        throw new XsdProblem(`line ${declaration.line}: it needs another file; write all of it into this one`);
      this.#globals.set(`${declaration.name} ${declaration.attribute('name')}`, declaration);
    }
  }

  /** @throws XsdProblem when there is none of this name */
  documentElement(name: string): XmlElement {
    const found = this.#globals.get(`element ${name}`);
    if (found !== undefined) return found;
    const names = [...this.#globals.values()].flatMap((each) =>
      each.name === 'element' ? [each.attribute('name') ?? ''] : [],
    );
    throw new XsdProblem(`it has no global element '${name}'${suggestion(name, names)}`);
  }

  /**
   * The declaration that an attribute of `from` (`ref`, `type`, `base`) names.
   * @returns the local name when it is of XML Schema itself
   * @throws XsdProblem
   */
  resolve(from: XmlElement, attribute: 'ref' | 'type' | 'base', kinds: readonly Kind[]): XmlElement | string {
    const qualifiedName = from.attribute(attribute) ?? '';
    const [local = '', prefix = ''] = qualifiedName.split(':').reverse();
    const namespace = from.inScope().get(prefix) ?? '';
    if (namespace === XSD) return local;
    for (const kind of kinds) {
      const found = namespace === this.targetNamespace ? this.#globals.get(`${kind} ${local}`) : undefined;
      if (found !== undefined) return found;
    }
    throw new XsdProblem(`line ${from.line}: there is no ${kinds.join(' or ')} '${qualifiedName}'`);
  }
}

/** Children that are part of XML Schema, without annotations. */
export function schemaChildren(element: XmlElement): readonly XmlElement[] {
  return element.children.filter(({ namespace, name }) => namespace === XSD && name !== 'annotation');
}

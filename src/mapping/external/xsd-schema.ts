import { suggestion } from '../../errors/near-names.ts';
import type { XmlElement } from '../../xml/element.ts';
import { schemaChildren, XSD, type XsdFile, type XsdFiles, XsdProblem } from './xsd-files.ts';

type Kind = 'element' | 'complexType' | 'simpleType' | 'group' | 'attributeGroup' | 'attribute';

/** A schema with its global declarations by name, from whatever file. */
export class XsdSchema {
  /** Of the first file. */
  readonly targetNamespace: string;
  readonly #files: ReadonlyMap<XmlElement, XsdFile>;
  readonly #globals = new Map<string, XmlElement>();

  constructor(files: XsdFiles) {
    this.targetNamespace = files[0].targetNamespace;
    this.#files = new Map(files.map((file) => [file.root, file]));
    for (const { root, targetNamespace } of files) {
      for (const declaration of schemaChildren(root))
        this.#globals.set(keyOf(declaration.name, targetNamespace, declaration.attribute('name')), declaration);
    }
  }

  /** @throws XsdProblem when the namespace of the first file has none of this name */
  documentElement(name: string): XmlElement {
    const found = this.#globals.get(keyOf('element', this.targetNamespace, name));
    if (found !== undefined) return found;
    const start = keyOf('element', this.targetNamespace, '');
    const names = [...this.#globals.keys()].flatMap((key) => (key.startsWith(start) ? [key.slice(start.length)] : []));
    throw new XsdProblem(`it has no global element '${name}'${suggestion(name, names)}`);
  }

  /**
   * The declaration that an attribute of `from` (`ref`, `type`, `base`) names.
   * @returns the local name when it is of XML Schema itself
   * @throws XsdProblem
   */
  resolve(from: XmlElement, attribute: 'ref' | 'type' | 'base', kinds: readonly Kind[]): XmlElement | string {
    const qualifiedName = from.attribute(attribute) ?? '';
    const [local = '', prefix = ''] = qualifiedName.trim().split(':').reverse();
    const namespace = prefix === 'xml' ? XML : (from.inScope().get(prefix) ?? this.#namespaceOfNone(from));
    if (namespace === XSD) return local;
    for (const kind of kinds) {
      const found = this.#globals.get(keyOf(kind, namespace, local));
      if (found !== undefined) return found;
    }
    throw this.problem(from, `there is no ${kinds.join(' or ')} '${qualifiedName}'`);
  }

  /** The namespace of a global element or attribute. */
  namespaceOf(declaration: XmlElement): string {
    return this.#fileOf(declaration).targetNamespace;
  }

  /** The namespace of a local element or attribute, which may be none. */
  localNamespaceOf(declaration: XmlElement): string {
    const { root, targetNamespace } = this.#fileOf(declaration);
    const form = declaration.attribute('form') ?? root.attribute(`${declaration.name}FormDefault`);
    return form === 'qualified' ? targetNamespace : '';
  }

  problem(at: XmlElement, text: string): XsdProblem {
    return new XsdProblem(`${this.#fileOf(at).placeOf(at)}: ${text}`);
  }

  /** Names without a prefix mean the file's own declarations where it has no namespace but the one of who includes it. */
  #namespaceOfNone(from: XmlElement): string {
    const { root, targetNamespace } = this.#fileOf(from);
    return root.attribute('targetNamespace') === undefined ? targetNamespace : '';
  }

  #fileOf(element: XmlElement): XsdFile {
    let root = element;
    while (root.parent !== undefined) root = root.parent;
    const file = this.#files.get(root);
    if (file === undefined) throw new RangeError(`${element.name} is of no file of this schema`);
    return file;
  }
}

/** Its prefix needs no declaration. */
const XML = 'http://www.w3.org/XML/1998/namespace';

function keyOf(kind: string, namespace: string, name = ''): string {
  return `${kind} {${namespace}}${name}`;
}

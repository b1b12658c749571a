import type { XmlElement } from '../../xml/element.ts';

export const WSDL = 'http://schemas.xmlsoap.org/wsdl/';
export const XSD = 'http://www.w3.org/2001/XMLSchema';

/** What a file of a WSDL names of other files. */
export interface WsdlImport {
  readonly line: number;
  /** What it names; undefined where it has to and does not. */
  readonly named: string | undefined;
}

/** What a file names of other files. A schema may import without saying where the declarations are: they stand beside it. */
export function importsOf(root: XmlElement): readonly WsdlImport[] {
  const isSchema = root.namespace === XSD;
  const schemas = isSchema
    ? [root]
    : children(root, WSDL, ['types']).flatMap((each) => children(each, XSD, ['schema']));
  const imports = isSchema ? [] : wsdlImports(root);
  const inSchemas = schemas.flatMap((schema) => children(schema, XSD, ['import', 'include']));
  return [
    ...imports.map((each) => ({ line: each.line, named: each.attribute('location')?.trim() })),
    ...inSchemas.flatMap((each) => {
      const named = each.attribute('schemaLocation')?.trim();
      return named === undefined && each.name === 'import' ? [] : [{ line: each.line, named }];
    }),
  ];
}

/** Elements `import` of WSDL itself. */
export function wsdlImports(definitions: XmlElement): readonly XmlElement[] {
  return children(definitions, WSDL, ['import']);
}

function children(parent: XmlElement, namespace: string, names: readonly string[]): readonly XmlElement[] {
  return parent.children.filter((child) => child.namespace === namespace && names.includes(child.name));
}

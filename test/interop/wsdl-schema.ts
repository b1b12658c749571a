import {
  XmlBufferInputProvider,
  XmlDocument,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';

/** The schema of a served WSDL with everything that it imports, compiled by libxml2: what a client that validates has. */
export class WsdlSchema implements Disposable {
  readonly #source: XmlDocument;
  readonly #validator: XsdValidator;

  private constructor(source: XmlDocument) {
    this.#source = source;
    this.#validator = XsdValidator.fromDoc(source);
  }

  /** Fetches the WSDL and its imports. */
  static async fetch(location: string): Promise<WsdlSchema> {
    const schema = inlineSchema(await fetchText(location));
    const imports = [...schema.matchAll(/schemaLocation="([^"]+)"/g)].map(([, address = '']) => address);
    const files = await Promise.all(
      imports.map(
        async (address): Promise<[string, Uint8Array]> => [address, new TextEncoder().encode(await fetchText(address))],
      ),
    );
    xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(files)));
    try {
      return new WsdlSchema(XmlDocument.fromString(schema));
    } finally {
      xmlCleanupInputProvider();
    }
  }

  /**
   * Validates the content of the body of a SOAP 1.1 envelope.
   * @throws XmlLibError with what is wrong
   */
  validateBody(envelope: string): void {
    using parsed = XmlDocument.fromString(envelope);
    const content = parsed.get('/env:Envelope/env:Body/*', { env: 'http://schemas.xmlsoap.org/soap/envelope/' });
    if (content === null) throw new Error('the body is empty');
    using document = XmlDocument.fromString(content.toString());
    this.#validator.validate(document);
  }

  [Symbol.dispose](): void {
    this.#validator.dispose();
    this.#source.dispose();
  }
}

/** The one schema of the WSDL as a document of its own, with the namespaces that the WSDL declares above it. */
function inlineSchema(wsdl: string): string {
  const declarations = /<wsdl:definitions([^>]*)>/.exec(wsdl)?.[1]?.match(/xmlns:\w+="[^"]*"/g) ?? [];
  const schema = /<xsd:schema[\s\S]*<\/xsd:schema>/.exec(wsdl)?.[0] ?? '';
  return schema.replace('<xsd:schema', `<xsd:schema ${declarations.join(' ')}`);
}

async function fetchText(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answers ${response.status}`);
  return response.text();
}

import type { IntegrationObject, Model } from '../model/model.ts';
import { publishedServices } from '../model/published-services.ts';
import { escapeAttribute } from '../xml/escape.ts';
import { integrationObjectXsd } from './integration-object-xsd.ts';
import { type WsdlSubject, wsdl } from './wsdl.ts';

/** The contract of one model: the XSDs of its integration objects, made at start, and its WSDLs, each made when it is first asked for. */
export class PublishedContract {
  /** By file name: `account.xsd`. */
  readonly #schemas: ReadonlyMap<string, string>;
  /** What each WSDL describes, by service; undefined stands for the operations of all workflow processes. */
  readonly #subjects: ReadonlyMap<string | undefined, WsdlSubject>;
  /** By service, as far as they are made. */
  readonly #templates = new Map<string | undefined, string>();

  constructor(model: Model) {
    this.#schemas = new Map(
      [...model.integrationObjects.values()].map((object) => [xsdFile(object), integrationObjectXsd(object)]),
    );
    this.#subjects = new Map<string | undefined, WsdlSubject>([
      ...publishedServices(model).map((service) => [service.id, service] as const),
      [undefined, { name: 'CUTAll', processes: [...model.processes.values()] }],
    ]);
  }

  /**
   * The WSDL of a service, or of all operations, as it is served at `address`: it can be called there, and there are its XSDs (`?xsd=account.xsd`).
   * @throws RangeError when there is no such service
   */
  wsdl(serviceId: string | undefined, address: string): string {
    const text = this.#template(serviceId);
    const base = escapeAttribute(address.replace(/[?#].*$/s, ''));
    const full = escapeAttribute(address);
    return text.replaceAll(ADDRESS, () => full).replaceAll(BASE, () => base);
  }

  /** The XSD with this file name. */
  file(name: string): string | undefined {
    return this.#schemas.get(name);
  }

  /** The contract as files that refer to each other, for the repository: text by path from its root. */
  files(): ReadonlyMap<string, string> {
    return new Map([
      ...[...this.#schemas].map(([name, text]): [string, string] => [`xsd/${name}`, text]),
      ...[...this.#subjects].map(([id, subject]): [string, string] => [
        `wsdl/${id ?? 'cut'}.wsdl`,
        wsdl(subject, {
          address: id === undefined ? DEFAULT_ADDRESS : `${DEFAULT_ADDRESS}/${id}`,
          xsdLocation: (object) => `../xsd/${xsdFile(object)}`,
        }),
      ]),
    ]);
  }

  #template(serviceId: string | undefined): string {
    const known = this.#templates.get(serviceId);
    if (known !== undefined) return known;
    const subject = this.#subjects.get(serviceId);
    if (subject === undefined) throw new RangeError(`there is no service ${serviceId}`);
    const made = template(subject);
    this.#templates.set(serviceId, made);
    return made;
  }
}

/** Where the service is when nothing is configured. */
const DEFAULT_ADDRESS = 'http://127.0.0.1:8080/soap';

/** Placeholders in the templates; neither can come from a model's names. */
const ADDRESS = 'urn:placeholder:address';
const BASE = 'urn:placeholder:base';

function template(subject: WsdlSubject): string {
  return wsdl(subject, { address: ADDRESS, xsdLocation: (object) => `${BASE}?xsd=${xsdFile(object)}` });
}

function xsdFile(object: IntegrationObject): string {
  return `${object.id}.xsd`;
}

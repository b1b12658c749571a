import type { IntegrationObject, Model, Service } from '../model/model.ts';
import { escapeAttribute } from '../xml/escape.ts';
import { integrationObjectXsd } from './integration-object-xsd.ts';
import { type WsdlSubject, wsdl } from './wsdl.ts';

/** The contract of one model: all of its WSDLs and XSDs, made once at start. */
export class PublishedContract {
  readonly #model: Model;
  /** By file name: `account.xsd`. */
  readonly #schemas: ReadonlyMap<string, string>;
  /** By service; undefined stands for all operations. */
  readonly #templates: ReadonlyMap<string | undefined, string>;

  constructor(model: Model) {
    this.#model = model;
    this.#schemas = new Map(
      [...model.integrationObjects.values()].map((object) => [xsdFile(object), integrationObjectXsd(object)]),
    );
    this.#templates = new Map([
      [undefined, template(allOperations(model))],
      ...[...model.services].map(([id, service]): [string, string] => [id, template(service)]),
    ]);
  }

  /**
   * The WSDL of a service, or of all operations, as it is served at `address`: it can be called there, and there are its XSDs (`?xsd=account.xsd`).
   * @throws RangeError when there is no such service
   */
  wsdl(serviceId: string | undefined, address: string): string {
    const text = this.#templates.get(serviceId);
    if (text === undefined) throw new RangeError(`there is no service ${serviceId}`);
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
    const services: readonly (readonly [string, string, WsdlSubject])[] = [
      ...[...this.#model.services.values()].map((service: Service) => [service.id, `/${service.id}`, service] as const),
      ['cut', '', allOperations(this.#model)],
    ];
    return new Map([
      ...[...this.#schemas].map(([name, text]): [string, string] => [`xsd/${name}`, text]),
      ...services.map(([name, path, subject]): [string, string] => [
        `wsdl/${name}.wsdl`,
        wsdl(subject, {
          address: `${DEFAULT_ADDRESS}${path}`,
          xsdLocation: (object) => `../xsd/${xsdFile(object)}`,
        }),
      ]),
    ]);
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

function allOperations(model: Model): WsdlSubject {
  return { name: 'CUTAll', processes: [...model.processes.values()] };
}

function xsdFile(object: IntegrationObject): string {
  return `${object.id}.xsd`;
}

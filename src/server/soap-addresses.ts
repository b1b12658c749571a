import type { Model, Service } from '../model/model.ts';

/** Routes at which SOAP is spoken (siebel-eai, 2.4): ours, the classic ones and those of the Application Interface. */
export const SOAP_ROUTES: readonly string[] = [
  '/soap',
  '/soap/:service',
  '/:directory(^eai_(?:anon_)?[a-z]{2,5}$)/start.swe',
  '/siebel/app/eai/:language(^[a-z]{2,5}$)',
  '/siebel/app/eai_anon/:language(^[a-z]{2,5}$)',
];

/** Address of a service, or of all of them. */
export function soapPath(service: Service | undefined): string {
  return service === undefined ? '/soap' : `/soap/${service.id}`;
}

/**
 * The path that a caller used, with the parameters that Siebel's addresses have, as it goes into the WSDL. Our own addresses are written in one
 * way, and stand for what is too long.
 * @param url of a request to one of {@link SOAP_ROUTES}
 */
export function usedPath(url: string, service: Service | undefined): string {
  const [, path = '', query = ''] = /^(?:https?:\/\/[^/?#]*)?([^?#]*)\??([^#]*)/i.exec(url) ?? [];
  if (!SIEBEL_PATH.test(path)) return soapPath(service);
  const kept = query.split('&').filter((parameter) => SIEBEL_PARAMETER.test(parameter));
  const used = kept.length === 0 ? path : `${path}?${kept.join('&')}`;
  return used.length > LONGEST_PATH ? soapPath(service) : used;
}

/** A WSDL holds it many times. */
const LONGEST_PATH = 500;
const SIEBEL_PATH = /^\/(?:eai_|siebel\/)/i;
const SIEBEL_PARAMETER = /^(?:SWE|WSSOAP)/i;

export type AddressedService =
  | { readonly found: true; readonly service?: Service }
  | { readonly found: false; readonly problem: string };

/** Which service a path and its query name. Siebel's own addresses name none, and say by parameters that they want a web service. */
export function addressedService(
  model: Model,
  parameters: unknown,
  query: Readonly<Record<string, string>>,
): AddressedService {
  const { service: id } = parameters as { service?: string };
  if (id !== undefined) {
    const wanted = id.toLowerCase();
    const service = model.siebelAdapter?.id === wanted ? model.siebelAdapter : model.services.get(wanted);
    return service ? { found: true, service } : { found: false, problem: 'There is no such service; / lists them.' };
  }
  const { sweextsource: source = 'WebService', sweextcmd: command = 'Execute' } = query;
  if (!/^(secure)?webservice$/i.test(source))
    return { found: false, problem: 'SWEExtSource must be WebService or SecureWebService.' };
  if (!/^execute$/i.test(command)) return { found: false, problem: 'SWEExtCmd must be Execute.' };
  return { found: true };
}

/** Query parameters by lower-case name; of a repeated one the first value. */
export function plainQuery(query: unknown): Readonly<Record<string, string>> {
  const plain: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(query as Record<string, string | string[]>)) {
    plain[name.toLowerCase()] ??= (Array.isArray(value) ? value[0] : value) ?? '';
  }
  return plain;
}

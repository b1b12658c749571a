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
    const service = model.services.get(id.toLowerCase());
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

import type { SiebelAdapter } from '../../adapter/siebel-adapter.ts';
import { WRITE_METHODS } from '../../model/siebel-adapter-methods.ts';
import type { BusinessService } from '../business-service.ts';
import { queryPageService, queryService } from './siebel-adapter-query.ts';
import { deleteService, writeService } from './siebel-adapter-write.ts';

/** The methods of EAI Siebel Adapter (siebel-eai, 5.1), by name. */
export function siebelAdapterServices(adapter: SiebelAdapter): ReadonlyMap<string, BusinessService> {
  return new Map<string, BusinessService>([
    ['Query', queryService(adapter)],
    ['QueryPage', queryPageService(adapter)],
    ...WRITE_METHODS.map((method) => [method, writeService(adapter, method)] as const),
    ['Delete', deleteService(adapter)],
  ]);
}

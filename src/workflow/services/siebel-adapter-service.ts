import type { Criteria } from '../../adapter/query.ts';
import type { SiebelAdapter } from '../../adapter/siebel-adapter.ts';
import { CutError } from '../../errors/cut-error.ts';
import type { InstanceList } from '../../model/instance.ts';
import { type BusinessService, type StepArguments, type StepContext, stringArgument } from '../business-service.ts';
import type { PropertyValue } from '../process-runner.ts';

/** EAI Siebel Adapter / Query: by `PrimaryRowId`, by the example in `SiebelMessage`, or both. */
export function queryService(adapter: SiebelAdapter): BusinessService {
  return {
    database: 'read',
    async run(input, { process, reader }) {
      checkObjectName(input, process.integrationObject.name);
      const primaryRowId = stringArgument(input, 'PrimaryRowId');
      const example = input.get('SiebelMessage');
      const criteria: Criteria = {
        ...(primaryRowId === undefined ? {} : { primaryRowId }),
        ...(isList(example) ? { examples: example.roots } : {}),
      };
      const list = await adapter.query(reader, process.integrationObject, criteria);
      return outputs(list, firstRowId(list), list.roots.length);
    },
  };
}

/** EAI Siebel Adapter / Insert or Update: writes `SiebelMessage`, answers with its status keys. */
export function upsertService(adapter: SiebelAdapter): BusinessService {
  return {
    database: 'write',
    async run(input, { process, transaction, caller }) {
      const list = writtenList(input, process);
      const stamp = { by: caller.userId, source: process.operation.slice(0, 50) };
      const { primaryRowId, status } = await adapter.upsert(transaction, list, { stamp });
      return outputs(status, primaryRowId, list.roots.length);
    },
  };
}

function writtenList(input: StepArguments, process: StepContext['process']): InstanceList {
  const list = input.get('SiebelMessage');
  if (isList(list) && list.roots.length > 0) return list;
  const { tag, root } = process.integrationObject;
  throw new CutError('NO_MESSAGE', { operation: process.operation, expected: `${tag} with at least one ${root.tag}` });
}

function checkObjectName(input: StepArguments, name: string): void {
  const asked = stringArgument(input, 'OutputIntObjectName');
  if (asked === undefined || asked === name) return;
  const parameters = { value: asked, argument: 'OutputIntObjectName', expected: `'${name}'` };
  throw new CutError('INVALID_ARGUMENT', parameters, { location: { value: asked, allowed: [name] } });
}

function outputs(list: InstanceList, primaryRowId: string | undefined, count: number): StepArguments {
  return new Map<string, PropertyValue>([
    ['SiebelMessage', list],
    ['NumOutputObjects', String(count)],
    ...(primaryRowId === undefined ? [] : [['PrimaryRowId', primaryRowId] as const]),
  ]);
}

function firstRowId({ integrationObject, roots: [first] }: InstanceList): string | undefined {
  return first?.values[integrationObject.root.rowId.ordinal] ?? undefined;
}

function isList(value: PropertyValue | undefined): value is InstanceList {
  return typeof value === 'object';
}

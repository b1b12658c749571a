import type { WriteMethod } from '../../adapter/operations.ts';
import type { SiebelAdapter } from '../../adapter/siebel-adapter.ts';
import type { WriteOptions } from '../../adapter/write.ts';
import type { WriteResult } from '../../adapter/write-result.ts';
import { CutError } from '../../errors/cut-error.ts';
import { nameOf } from '../../model/argument-values.ts';
import type { InstanceList } from '../../model/instance.ts';
import { METHOD_NAMES, SIEBEL_ADAPTER_METHODS, type WRITE_METHODS } from '../../model/siebel-adapter-methods.ts';
import { type BusinessService, type StepArguments, type StepContext, stringArgument } from '../business-service.ts';
import { checkArguments, invalidArgument } from '../check-arguments.ts';
import { criteriaArguments, flagArgument, listArgument, lovLanguageMode, outputs } from './siebel-adapter-arguments.ts';

/** `Insert or Update` is what workflow steps call Upsert, `InsertOrUpdate` what web services do (siebel-eai, 0 and 5.1). */
type MethodName = (typeof METHOD_NAMES)[number];

/**
 * A method of EAI Siebel Adapter that writes `SiebelMessage`. Where it has the argument `Method`, that chooses another one in its place.
 */
export function writeService(adapter: SiebelAdapter, method: (typeof WRITE_METHODS)[number]): BusinessService {
  const { inputs } = SIEBEL_ADAPTER_METHODS[method];
  return {
    database: 'write',
    async run(input, context) {
      checkArguments(input, inputs, context.process);
      const chosen = nameOf(METHOD_NAMES, stringArgument(input, 'Method') ?? method) ?? method;
      const sent = objectsToWrite(input, context);
      const options = writeOptions(chosen, input, context);
      return answer(input, sent, told(context, await adapter.write(context.transaction, sent, options)));
    },
  };
}

/** EAI Siebel Adapter / Delete: what `SiebelMessage` names by user keys, or what `PrimaryRowId` and `SearchSpec` find. */
export function deleteService(adapter: SiebelAdapter): BusinessService {
  const { inputs } = SIEBEL_ADAPTER_METHODS.Delete;
  return {
    database: 'write',
    async run(input, context) {
      checkArguments(input, inputs, context.process);
      const { process, transaction } = context;
      const options = writeOptions('Delete', input, context);
      const criterion = DELETE_CRITERIA.find((name) => stringArgument(input, name) !== undefined);
      if (criterion === undefined) {
        const sent = objectsToWrite(input, context, `, ${DELETE_CRITERIA.join(' or ')}`);
        return answer(input, sent, told(context, await adapter.write(transaction, sent, options)));
      }
      refuseObjects(input, context, criterion);
      const criteria = criteriaArguments(input);
      const result = await adapter.deleteMatching(transaction, process.integrationObject, criteria, options);
      return answer(input, undefined, told(context, result));
    },
  };
}

const DELETE_CRITERIA = ['PrimaryRowId', 'SearchSpec'] as const;

/** @throws CutError NO_MESSAGE @param alternatives what could have been sent in their place */
function objectsToWrite(input: StepArguments, { process }: StepContext, alternatives = ''): InstanceList {
  const list = listArgument(input, 'SiebelMessage');
  if (list !== undefined && list.roots.length > 0) return list;
  const { tag, root } = process.integrationObject;
  const expected = `${tag} with at least one ${root.tag}${alternatives}`;
  throw new CutError('NO_MESSAGE', { operation: process.operation, expected });
}

/** Which of the two is meant must not be guessed when it comes to deleting. */
function refuseObjects(input: StepArguments, { process }: StepContext, criterion: string): void {
  if ((listArgument(input, 'SiebelMessage')?.roots.length ?? 0) === 0) return;
  const { tag } = process.integrationObject;
  throw invalidArgument(criterion, stringArgument(input, criterion) ?? '', `no value beside objects in ${tag}`);
}

function writeOptions(method: MethodName, input: StepArguments, { process, caller }: StepContext): WriteOptions {
  const isUpsert = method === 'Insert or Update' || method === 'InsertOrUpdate';
  const adapterMethod: WriteMethod = isUpsert ? 'Upsert' : method;
  return {
    method: adapterMethod,
    stamp: { by: caller.userId, source: process.operation.slice(0, 50) },
    errorOnNonExistingDelete: flagArgument(input, 'ErrorOnNonExistingDelete'),
    ...lovLanguageMode(input),
  };
}

function told({ onWritten }: StepContext, result: WriteResult): WriteResult {
  onWritten?.(result);
  return result;
}

/** The row id also when it is empty, as nothing was there to delete: one that was sent does not stand for what was done. */
function answer(input: StepArguments, sent: InstanceList | undefined, result: WriteResult): StepArguments {
  return outputs({
    SiebelMessage: flagArgument(input, 'StatusObject') ? result.status : sent,
    PrimaryRowId: result.primaryRowId,
    NumOutputObjects: String(result.rootCount),
  });
}

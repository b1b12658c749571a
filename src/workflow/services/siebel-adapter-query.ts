import type { Criteria } from '../../adapter/query.ts';
import type { SiebelAdapter } from '../../adapter/siebel-adapter.ts';
import type { InstanceList } from '../../model/instance.ts';
import { SIEBEL_ADAPTER_METHODS } from '../../model/siebel-adapter-methods.ts';
import type { BusinessService, StepArguments } from '../business-service.ts';
import { checkArguments } from '../check-arguments.ts';
import {
  countArgument,
  criteriaArguments,
  flagArgument,
  given,
  listArgument,
  outputs,
} from './siebel-adapter-arguments.ts';

/** EAI Siebel Adapter / Query: by row id, by example, by search specification, or by several of these together. */
export function queryService(adapter: SiebelAdapter): BusinessService {
  const { inputs } = SIEBEL_ADAPTER_METHODS.Query;
  return {
    database: 'read',
    async run(input, { process, reader }) {
      checkArguments(input, inputs, process);
      const list = await adapter.query(reader, process.integrationObject, criteria(input));
      return outputs({
        SiebelMessage: list,
        NumOutputObjects: String(list.roots.length),
        PrimaryRowId: firstRowId(list),
      });
    },
  };
}

/** EAI Siebel Adapter / QueryPage: one page of what Query finds. Nothing is kept between two pages. */
export function queryPageService(adapter: SiebelAdapter): BusinessService {
  const { inputs } = SIEBEL_ADAPTER_METHODS.QueryPage;
  return {
    database: 'read',
    async run(input, { process, reader }) {
      checkArguments(input, inputs, process);
      const { list, lastPage, recordCount } = await adapter.queryPage(
        reader,
        process.integrationObject,
        criteria(input),
        {
          ...given('pageSize', countArgument(input, 'PageSize')),
          ...given('startRowNum', countArgument(input, 'StartRowNum')),
          recordCountNeeded: flagArgument(input, 'RecordCountNeeded'),
        },
      );
      return outputs({
        SiebelMessage: list,
        NumOutputObjects: String(list.roots.length),
        LastPage: String(lastPage),
        RecordCount: recordCount?.toString(),
      });
    },
  };
}

function criteria(input: StepArguments): Criteria {
  return {
    ...criteriaArguments(input),
    ...given('examples', listArgument(input, 'SiebelMessage')?.roots),
    byUserKey: flagArgument(input, 'QueryByUserKey'),
  };
}

/** Empty when nothing was found: a row id that was asked for is none that was found. */
function firstRowId({ integrationObject, roots: [first] }: InstanceList): string {
  return first?.values[integrationObject.root.rowId.ordinal] ?? '';
}

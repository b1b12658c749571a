import { CutError } from '../errors/cut-error.ts';
import { nearestName } from '../errors/near-names.ts';
import type { IntegrationObject, Model, WorkflowProcess } from '../model/model.ts';
import { objectsProperty } from '../model/objects-property.ts';
import { publishedProcesses } from '../model/published-services.ts';

/** A workflow process that takes objects, and the property that it takes them in. */
export interface Receiver {
  readonly process: WorkflowProcess;
  readonly property: string;
}

/** Finds the workflow process that is to receive the objects of a feed. */
export class ReceivingProcesses {
  readonly #receivers: readonly Receiver[];
  readonly #byObject: ReadonlyMap<IntegrationObject, readonly Receiver[]>;

  /** @param writes whether a process can change the database */
  constructor(model: Model, writes: (process: WorkflowProcess) => boolean) {
    const receivers = (processes: Iterable<WorkflowProcess>): Receiver[] =>
      [...processes].flatMap((process) => {
        const property = writes(process) ? objectsProperty(process) : undefined;
        return property === undefined ? [] : [{ process, property }];
      });
    this.#receivers = receivers(publishedProcesses(model));
    this.#byObject = Map.groupBy(receivers(model.processes.values()), ({ process }) => process.integrationObject);
  }

  /**
   * That with this operation or process name (`CUTReceiveAccountData`, `CUT Receive Account Data`), in any case of letters.
   * @throws CutError NO_RECEIVER
   */
  named(name: string): Receiver {
    const wanted = name.toLowerCase();
    const found = this.#receivers.find(
      ({ process }) => process.operation.toLowerCase() === wanted || process.name.toLowerCase() === wanted,
    );
    if (found !== undefined) return found;
    const near = nearestName(
      name,
      this.#receivers.map(({ process }) => process.operation),
    );
    const hint = near === undefined ? '' : `; did you mean '${near}'?`;
    const problem = `'${name.slice(0, 100)}' is no workflow process that receives objects${hint}`;
    throw new CutError('NO_RECEIVER', { problem }, { location: { argument: 'workflow', value: name.slice(0, 100) } });
  }

  /**
   * The only one that receives objects of this kind.
   * @throws CutError NO_RECEIVER
   */
  of(object: IntegrationObject): Receiver {
    const [only, second] = this.#byObject.get(object) ?? [];
    if (only !== undefined && second === undefined) return only;
    const problem =
      only === undefined
        ? `no workflow process receives ${object.name}`
        : `several workflow processes receive ${object.name}; workflow must say which`;
    throw new CutError('NO_RECEIVER', { problem });
  }
}

import type { WriteResult } from '../adapter/write-result.ts';
import { CutError } from '../errors/cut-error.ts';
import { SUBPROCESS_SERVICE } from '../model/business-services.ts';
import type { Model, Step, WorkflowProcess } from '../model/model.ts';
import { publishedProcesses } from '../model/published-services.ts';
import { type Reader, type Store, StoreBusy, StoreInDoubt, type Transaction } from '../store/store.ts';
import { type BusinessService, type StepArguments, serviceKey } from './business-service.ts';
import type { Caller, ProcessCall, ProcessResult, ProcessRunner, PropertyValue, Sending } from './process-runner.ts';

/** Runs workflow processes step by step over process properties. Everything about the processes is data. */
export class ProcessInterpreter implements ProcessRunner {
  readonly #store: Store;
  readonly #services: ReadonlyMap<string, BusinessService>;
  readonly #serviceByStep = new Map<Step, BusinessService>();
  readonly #processesByName: ReadonlyMap<string, WorkflowProcess>;
  readonly #writing: ReadonlySet<WorkflowProcess>;

  /** @param services by {@link serviceKey} */
  constructor(model: Model, store: Store, services: ReadonlyMap<string, BusinessService>) {
    this.#store = store;
    this.#services = services;
    this.#processesByName = new Map([...model.processes.values()].map((process) => [process.name, process]));
    this.#writing = new Set(publishedProcesses(model).filter((process) => this.#writes(process)));
  }

  /** @throws CutError SERVICE_BUSY when the store is, OUTCOME_UNKNOWN when it does not know what it has written, and what the steps throw */
  run(call: ProcessCall): Promise<ProcessResult> {
    return this.#writing.has(call.process)
      ? this.runAmong(call, (_transaction, steps) => steps())
      : this.#run(call, (steps) => this.#store.read((reader) => steps({ reader })));
  }

  /**
   * Runs a process that writes as a part of `work`, which is one transaction; the steps that need no database run before it.
   * @param work calls `steps` once or not at all; it may be called again from its start
   * @throws CutError SERVICE_BUSY when the store is, OUTCOME_UNKNOWN when it does not know what it has written, and what `work` and the steps throw
   */
  runAmong<T>(
    call: ProcessCall,
    work: (transaction: Transaction, steps: () => Promise<ProcessResult>) => Promise<T>,
  ): Promise<T> {
    return this.#run(call, (steps) =>
      this.#store.write((transaction) => work(transaction, () => steps({ reader: transaction, transaction }))),
    );
  }

  /**
   * Runs a process within a transaction of the caller's; of many objects at once, say.
   * @throws CutError what the steps throw
   */
  async runWithin(
    transaction: Transaction,
    { process, properties, caller, sending }: ProcessCall,
    onWritten: (result: WriteResult) => void,
  ): Promise<ProcessResult> {
    const run: Run = { process, sent: properties, values: initialValues(process, properties) };
    const scope = { caller, reader: transaction, transaction, onWritten, ...(sending && { sending }) };
    return { properties: await this.#runSteps(run, process.steps, scope) };
  }

  /** Whether a run of this process can change the database. */
  writes(process: WorkflowProcess): boolean {
    return this.#writing.has(process);
  }

  async #run<T>(
    { process, properties, caller }: ProcessCall,
    inStore: (steps: (access: Pick<Scope, 'reader' | 'transaction'>) => Promise<ProcessResult>) => Promise<T>,
  ): Promise<T> {
    const run: Run = { process, sent: properties, values: initialValues(process, properties) };
    // What needs no database (a large document to decode) is not done while others wait for the transaction.
    const first = process.steps.findIndex((step) => this.#database(step) !== 'none');
    const ahead = first === -1 ? process.steps.length : first;
    await this.#runSteps(run, process.steps.slice(0, ahead), { caller });
    const rest = process.steps.slice(ahead);
    try {
      // The store may run a transaction again: each time with the values of the start.
      return await inStore(async (access) => ({
        properties: await this.#runSteps({ ...run, values: new Map(run.values) }, rest, { caller, ...access }),
      }));
    } catch (error) {
      if (error instanceof StoreBusy) throw new CutError('SERVICE_BUSY', {}, { cause: error });
      if (error instanceof StoreInDoubt) throw new CutError('OUTCOME_UNKNOWN', {}, { cause: error });
      throw error;
    }
  }

  async #runSteps(run: Run, steps: readonly Step[], scope: Scope): Promise<ReadonlyMap<string, PropertyValue>> {
    const { process, sent, values } = run;
    for (const step of steps) {
      if (step.when !== undefined && !sent.has(step.when)) continue;
      const outputs = await this.#runStep(process, step, stepInputs(step, values, sent), scope);
      for (const [argument, property] of step.outputs) {
        const value = outputs.get(argument);
        if (value !== undefined) values.set(property, value);
      }
    }
    return outgoing(process, values);
  }

  async #runStep(process: WorkflowProcess, step: Step, input: StepArguments, scope: Scope): Promise<StepArguments> {
    if (step.service === SUBPROCESS_SERVICE) {
      const subprocess = this.#subprocess(step);
      const run: Run = { process: subprocess, sent: input, values: initialValues(subprocess, input) };
      return this.#runSteps(run, subprocess.steps, scope);
    }
    const service = this.#serviceOf(step);
    const { reader, transaction, ...more } = scope;
    const context = { process, ...more };
    if (service.database === 'none') return service.run(input, context);
    if (reader !== undefined && service.database === 'read') return service.run(input, { ...context, reader });
    if (reader !== undefined && service.database === 'write' && transaction !== undefined) {
      return service.run(input, { ...context, reader, transaction });
    }
    throw new RangeError(`step ${step.name} cannot ${service.database} here`);
  }

  #subprocess(step: Step): WorkflowProcess {
    const subprocess = this.#processesByName.get(step.method);
    if (subprocess === undefined) throw new RangeError(`step ${step.name}: there is no process ${step.method}`);
    return subprocess;
  }

  #serviceOf(step: Step): BusinessService {
    const known = this.#serviceByStep.get(step);
    if (known !== undefined) return known;
    const service = this.#services.get(serviceKey(step.service, step.method));
    if (service === undefined) throw new RangeError(`step ${step.name}: no ${serviceKey(step.service, step.method)}`);
    this.#serviceByStep.set(step, service);
    return service;
  }

  #database(step: Step): BusinessService['database'] {
    if (step.service !== SUBPROCESS_SERVICE) return this.#serviceOf(step).database;
    return this.#writes(this.#subprocess(step)) ? 'write' : 'read';
  }

  #writes({ steps }: WorkflowProcess): boolean {
    return steps.some((step) => this.#database(step) === 'write');
  }
}

/** A process under way. */
interface Run {
  readonly process: WorkflowProcess;
  readonly sent: ReadonlyMap<string, PropertyValue>;
  readonly values: Map<string, PropertyValue>;
}

interface Scope {
  readonly caller: Caller;
  readonly reader?: Reader;
  readonly transaction?: Transaction;
  readonly onWritten?: (result: WriteResult) => void;
  readonly sending?: Sending;
}

/** Process properties at the start: as sent, else their default. An empty string property is as good as absent. */
function initialValues(process: WorkflowProcess, sent: ReadonlyMap<string, PropertyValue>): Map<string, PropertyValue> {
  const values = new Map<string, PropertyValue>();
  for (const { name, default: preset } of process.properties) {
    const value = sent.get(name);
    if (value !== undefined && value !== '') values.set(name, value);
    else if (preset !== undefined) values.set(name, preset);
  }
  return values;
}

/** What a step gets; a property that was sent empty reaches a subprocess as it was sent, since `when` asks whether it was. */
function stepInputs(
  step: Step,
  values: ReadonlyMap<string, PropertyValue>,
  sent: ReadonlyMap<string, PropertyValue>,
): StepArguments {
  const inputs = new Map<string, PropertyValue>(step.literals);
  for (const [argument, property] of step.inputs) {
    const value = values.get(property) ?? sent.get(property);
    if (value !== undefined) inputs.set(argument, value);
  }
  return inputs;
}

function outgoing(process: WorkflowProcess, values: ReadonlyMap<string, PropertyValue>): Map<string, PropertyValue> {
  const answer = new Map<string, PropertyValue>();
  for (const { name, direction } of process.properties) {
    const value = values.get(name);
    if (value !== undefined && (direction === 'out' || direction === 'inout')) answer.set(name, value);
  }
  return answer;
}

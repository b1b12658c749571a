import { SUBPROCESS_SERVICE } from '../model/business-services.ts';
import type { Model, Step, WorkflowProcess } from '../model/model.ts';
import type { Reader, Store, Transaction } from '../store/store.ts';
import { type BusinessService, type StepArguments, serviceKey } from './business-service.ts';
import type { Caller, ProcessCall, ProcessResult, ProcessRunner, PropertyValue } from './process-runner.ts';

/** Runs workflow processes step by step over process properties. Everything about the processes is data. */
export class ProcessInterpreter implements ProcessRunner {
  readonly #store: Store;
  readonly #services: ReadonlyMap<string, BusinessService>;
  readonly #processesByName: ReadonlyMap<string, WorkflowProcess>;
  readonly #writing: ReadonlySet<WorkflowProcess>;

  /** @param services by {@link serviceKey} */
  constructor(model: Model, store: Store, services: ReadonlyMap<string, BusinessService>) {
    this.#store = store;
    this.#services = services;
    this.#processesByName = new Map([...model.processes.values()].map((process) => [process.name, process]));
    this.#writing = new Set([...model.processes.values()].filter((process) => this.#writes(process)));
  }

  async run({ process, properties, caller }: ProcessCall): Promise<ProcessResult> {
    const answer = this.#writing.has(process)
      ? await this.#store.write((transaction) =>
          this.#runSteps(process, properties, { caller, reader: transaction, transaction }),
        )
      : await this.#store.read((reader) => this.#runSteps(process, properties, { caller, reader }));
    return { properties: answer };
  }

  /** Whether a run of this process can change the database. */
  writes(process: WorkflowProcess): boolean {
    return this.#writing.has(process);
  }

  async #runSteps(
    process: WorkflowProcess,
    sent: ReadonlyMap<string, PropertyValue>,
    scope: Scope,
  ): Promise<ReadonlyMap<string, PropertyValue>> {
    const values = initialValues(process, sent);
    for (const step of process.steps) {
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
      const subprocess = this.#processesByName.get(step.method);
      if (subprocess === undefined) throw new RangeError(`step ${step.name}: there is no process ${step.method}`);
      return this.#runSteps(subprocess, input, scope);
    }
    const service = this.#serviceOf(step);
    const { caller, reader, transaction } = scope;
    if (!service.writes) return service.run(input, { process, caller, reader });
    if (transaction === undefined) throw new RangeError(`step ${step.name} writes outside a transaction`);
    return service.run(input, { process, caller, reader, transaction });
  }

  #serviceOf(step: Step): BusinessService {
    const service = this.#services.get(serviceKey(step.service, step.method));
    if (service === undefined) throw new RangeError(`step ${step.name}: no ${serviceKey(step.service, step.method)}`);
    return service;
  }

  #writes(process: WorkflowProcess): boolean {
    return process.steps.some((step) => {
      if (step.service !== SUBPROCESS_SERVICE) return this.#serviceOf(step).writes;
      const subprocess = this.#processesByName.get(step.method);
      return subprocess !== undefined && this.#writes(subprocess);
    });
  }
}

interface Scope {
  readonly caller: Caller;
  readonly reader: Reader;
  readonly transaction?: Transaction;
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

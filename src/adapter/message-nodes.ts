import { CutError } from '../errors/cut-error.ts';
import type { Instance } from '../model/instance.ts';
import type { LovLanguageMode } from '../model/list-values.ts';
import type { ComponentWriting } from './component-writing.ts';
import { describeKeys, locate, type Place, shorten } from './describe.ts';
import { Container, MessageNode } from './message-node.ts';
import type { Mistakes } from './mistakes.ts';
import {
  METHODS,
  nearestOperation,
  OPERATION_NAMES,
  type Operation,
  operationNamed,
  type WriteMethod,
} from './operations.ts';
import { chooseUserKey, storedKey } from './user-key.ts';

export interface MessageMeaning {
  readonly method: WriteMethod;
  readonly lovLanguageMode?: LovLanguageMode;
}

/**
 * The instances of a message with what they ask for: their operation and user key. Those below an instance that is deleted or skipped with
 * its tree are left out.
 *
 * @param errors gets OPERATION_REFUSED, also for what is left out below a delete, and NO_USER_KEY
 */
export function messageNodes(
  root: ComponentWriting,
  instances: readonly Instance[],
  { method, lovLanguageMode }: MessageMeaning,
  errors: Mistakes,
): Container {
  const { roots, below } = METHODS[method];
  const container = new Container(root, 0, undefined);
  new NodeMaker(lovLanguageMode, errors).fill(container, instances, roots, below);
  return container;
}

class NodeMaker {
  readonly #mode: LovLanguageMode | undefined;
  readonly #errors: Mistakes;

  constructor(mode: LovLanguageMode | undefined, errors: Mistakes) {
    this.#mode = mode;
    this.#errors = errors;
  }

  /**
   * @param inherited operation of the instances that have none of their own
   * @param below operation of what is below these
   */
  fill(container: Container, instances: readonly Instance[], inherited: Operation, below: Operation): void {
    const nodes: MessageNode[] = [];
    for (const [index, instance] of instances.entries()) {
      const own = this.#operationOf({ instance, index, parent: container.parent });
      const operation = own ?? inherited;
      const key = chooseUserKey(instance);
      if (key === undefined && operation.found !== 'ignore')
        this.#errors.push(noUserKey({ instance, index, parent: container.parent }));
      const node = key && new MessageNode(instance, container, index, operation, storedKey(instance, key, this.#mode));
      if (node !== undefined) nodes.push(node);
      if (operation.found === 'delete') this.#checkOperations({ instance, index, parent: container.parent });
      else if (operation.found !== 'ignore') this.#addChildren(container.writing, instance, node, own ?? below);
    }
    container.nodes = nodes;
  }

  /** Children of an instance without a key are looked at for their mistakes only. */
  #addChildren(
    { children }: ComponentWriting,
    instance: Instance,
    node: MessageNode | undefined,
    operation: Operation,
  ): void {
    const containers: Container[] = [];
    for (let ordinal = 0; ordinal < children.length; ordinal += 1) {
      const instances = instance.children[ordinal];
      const child = children[ordinal];
      if (instances === undefined || child === undefined) continue;
      const container = new Container(child.writing, ordinal, node);
      this.fill(container, instances, operation, operation);
      containers.push(container);
    }
    if (node !== undefined && containers.length > 0) node.containers = containers;
  }

  /** That of the attribute; an empty one counts as absent. */
  #operationOf(place: Place): Operation | undefined {
    const { operation } = place.instance;
    if (operation === undefined || operation === '') return undefined;
    const named = operationNamed(operation);
    if (named === undefined) this.#errors.push(refused(place, operation));
    return named;
  }

  #checkOperations(parent: Place): void {
    for (const group of parent.instance.children) {
      for (const [index, instance] of (group ?? []).entries()) {
        this.#operationOf({ instance, index, parent });
        this.#checkOperations({ instance, index, parent });
      }
    }
  }
}

function noUserKey(place: Place): CutError {
  const { component } = place.instance;
  const parameters = { component: component.name, keys: describeKeys(component.userKeys) };
  return new CutError('NO_USER_KEY', parameters, { location: locate(place) });
}

/** What is misspelt is refused, never guessed: Siebel would synchronize, and delete children (siebel-eai, 5.2). */
function refused(place: Place, sent: string): CutError {
  const { instance } = place;
  const nearest = nearestOperation(sent);
  const operation = shorten(sent);
  const key = chooseUserKey(instance)?.fields;
  const location = locate(place, key, { value: operation, allowed: OPERATION_NAMES });
  const parameters = {
    operation,
    component: instance.component.name,
    allowed: `${OPERATION_NAMES.join(', ')}${nearest === undefined ? '' : `; did you mean '${nearest}'?`}`,
  };
  return new CutError('OPERATION_REFUSED', parameters, { location });
}

import { environment } from './environment.ts';
import { type CompleteFrame, completeFrame, type Frame } from './frame.ts';

/** A page: the facts around it and its own facts to one HTML document. */
export type Page<Model> = (frame: Frame, model: Model) => string;

/**
 * The one inline script of every page, which says that script runs at all. The content security policy allows it by this hash
 * and no other inline script. It is the library's line and changes when they change it; a test compares.
 */
export const inlineScriptHash = 'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw=';

let everyReadIsChecked = false;

/**
 * From now on, reading a property that a frame or model lacks throws, in every page. For tests: a slip of the pen in a
 * template otherwise prints nothing and nobody sees it.
 */
export function checkEveryRead(checked: boolean): void {
  everyReadIsChecked = checked;
}

/**
 * A page from the template at `path` under `src`. The template reads `frame` and `model` and nothing else.
 * Throws when the template does not exist or fails.
 */
export function definePage<Model>(path: string): Page<Model> {
  return (frame, model) => {
    const facts: { frame: CompleteFrame; model: Model } = { frame: completeFrame(frame), model };
    return environment().render(path, everyReadIsChecked ? strictModel(facts) : facts);
  };
}

/** The same facts, except that reading a property which is not there throws, at any depth. Dates and other values pass as they are. */
export function strictModel<Facts>(facts: Facts, name = 'facts'): Facts {
  if (!isPlain(facts)) return facts;
  return new Proxy(facts, {
    get(target, key, receiver) {
      if (typeof key === 'symbol') return Reflect.get(target, key, receiver);
      if (!(key in target)) throw new ReferenceError(`${name} has no ${key}`);
      return strictModel(Reflect.get(target, key), `${name}.${key}`);
    },
  });
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A component of the library, made for each element that carries its `data-module`. */
interface ComponentClass {
  readonly moduleName: string;
  new (root: Element | null, settings?: object): object;
}

export declare const Button: ComponentClass;
export declare const Checkboxes: ComponentClass;
export declare const ErrorSummary: ComponentClass;
export declare const Radios: ComponentClass;
export declare const ServiceNavigation: ComponentClass;
export declare const SkipLink: ComponentClass;

/** Makes one component wherever it occurs in the page. */
export declare function createAll(component: ComponentClass, settings?: object): readonly object[];

/** The filter that hides behind a button on a small screen. */
export declare class FilterToggleButton {
  static readonly moduleName: string;
  constructor(root: Element | null, settings?: object);
}

/** Words with somewhere to go. */
export interface Link {
  readonly text: string;
  readonly href: string;
}

/** An entry of the main navigation. `current` is the page itself, `within` a page below it, `no` any other. */
export interface NavigationRow extends Link {
  readonly current: 'page' | 'within' | 'no';
}

/** A step of the way to this page. The page itself has no address. */
export interface Breadcrumb {
  readonly text: string;
  readonly href: string | null;
}

/** What is wrong in a form and where: `href` is the fragment of the field ("#became-aware-day"), null where there is no field. */
export interface PageError {
  readonly text: string;
  readonly href: string | null;
}

/** Something to know before reading on: a few words in bold, and a sentence. */
export interface Notice {
  readonly lead: string;
  readonly text: string;
}

/** Whose site this is. The two lines of the header are `shortName` in bold and `restOfName` under it. */
export interface Brand {
  readonly name: string;
  readonly shortName: string;
  readonly restOfName: string;
  readonly training: Notice | null;
}

/** Where the style sheet, the module script and the icon of this build are served. */
export interface AssetLinks {
  readonly stylesheet: string;
  readonly script: string;
  readonly icon: string;
}

/** A feed of the site that a reader program may find from any page. */
export interface FeedLink extends Link {
  readonly type: string;
}

/** What a signed-in person sees at the right of the header. */
export interface Workspace {
  readonly role: string;
  readonly signOut: Link;
}

/** A search from every page: what is typed is sent with a form, so that it stands in no address. */
export interface SearchField {
  readonly action: string;
  readonly label: string;
  readonly formToken: string;
}

/** The foot of every page: its links and the line under them. */
export interface Footer {
  readonly links: readonly Link[];
  readonly line: string;
}

/**
 * The facts that the layout needs around any page. All words that belong to the subject come in here; the platform has none.
 * `title` is the page's own, without the site's name.
 */
export interface Frame {
  readonly brand: Brand;
  readonly title: string;
  /** The path with its query, as asked for. */
  readonly path: string;
  readonly assets: AssetLinks;
  readonly navigation: readonly NavigationRow[];
  readonly breadcrumbs: readonly Breadcrumb[];
  readonly footer: Footer;
  readonly workspace: Workspace | null;
  /** The field in the head of the page; absent where there is nothing to search, or the page has its own. */
  readonly search?: SearchField | null;
  /** Stands in place of the breadcrumbs. */
  readonly backLink?: Link | null;
  readonly errors?: readonly PageError[];
  /** What has just happened, above the page. */
  readonly notice?: Notice | null;
  readonly description?: string | null;
  /** The one address, with scheme and host, under which this page is known. */
  readonly canonical?: string | null;
  /** For crawlers, such as "noindex". */
  readonly robots?: string | null;
  readonly feeds?: readonly FeedLink[];
}

/** A frame with nothing left out: what the layout reads. */
export type CompleteFrame = Required<Frame>;

/** The frame with what was left out filled in as absent, so that a template may ask for every fact. */
export function completeFrame(frame: Frame): CompleteFrame {
  return {
    ...frame,
    search: frame.search ?? null,
    backLink: frame.backLink ?? null,
    errors: frame.errors ?? [],
    notice: frame.notice ?? null,
    description: frame.description ?? null,
    canonical: frame.canonical ?? null,
    robots: frame.robots ?? null,
    feeds: frame.feeds ?? [],
  };
}

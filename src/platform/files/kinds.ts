/** The kinds of file that are taken: those whose inside can be looked through here. */
export const fileKinds = ['pdf', 'docx', 'odt', 'xlsx', 'png', 'jpg', 'txt'] as const;
export type FileKind = (typeof fileKinds)[number];

interface Kind {
  readonly endings: readonly string[];
  /** Under which it is served; the first of those that a browser may declare. */
  readonly types: readonly string[];
}

const zips = ['application/zip', 'application/x-zip-compressed'];

const kinds: Readonly<Record<FileKind, Kind>> = {
  pdf: { endings: ['.pdf'], types: ['application/pdf', 'application/x-pdf'] },
  docx: {
    endings: ['.docx'],
    types: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', ...zips],
  },
  odt: {
    endings: ['.odt'],
    types: ['application/vnd.oasis.opendocument.text', ...zips],
  },
  xlsx: {
    endings: ['.xlsx'],
    types: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ...zips],
  },
  png: { endings: ['.png'], types: ['image/png'] },
  jpg: { endings: ['.jpg', '.jpeg'], types: ['image/jpeg', 'image/pjpeg', 'image/jpg'] },
  txt: { endings: ['.txt'], types: ['text/plain'] },
};

/** The media type under which a file of that kind is sent. */
export const typeOf = (kind: FileKind): string => kinds[kind].types[0] ?? 'application/octet-stream';

/** The endings of all kinds, for a form: ".pdf,.docx". */
export const accepted: string = fileKinds.flatMap((kind) => kinds[kind].endings).join(',');

/** The kind that the ending of a name promises; null for any other. */
export function kindByName(name: string): FileKind | null {
  const ending = /\.[a-z0-9]{1,8}$/i.exec(name.trim())?.[0].toLowerCase() ?? '';
  return fileKinds.find((kind) => kinds[kind].endings.includes(ending)) ?? null;
}

// What a browser says of a file that it knows nothing of.
const silent = ['', 'application/octet-stream'];

/** Whether what a browser declared a file to be agrees with its kind, or says nothing. */
export function agrees(declared: string, kind: FileKind): boolean {
  const type = (declared.split(';', 1)[0] ?? '').trim().toLowerCase();
  return silent.includes(type) || kinds[kind].types.includes(type);
}

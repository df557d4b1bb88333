/**
 * What is typed on the screen of the day stays in this window until the service has it: through a refresh, a step to another item and back, and
 * a network that is gone. A form goes out once the service can be reached, and is tried again until then.
 */

interface Kept {
  /** What the form knew when it was typed over. */
  readonly seen: string;
  /** True once the form went out with it; where the service has moved on since, it has it. */
  readonly sent: boolean;
  readonly fields: Readonly<Record<string, string>>;
}

const tries: readonly number[] = [2_000, 4_000, 8_000, 15_000, 30_000];

type Field = HTMLInputElement | HTMLTextAreaElement;

const fieldsOf = (form: HTMLFormElement): readonly Field[] => [
  ...form.querySelectorAll<Field>('textarea, input:not([type=hidden])'),
];

const nameOf = (form: HTMLFormElement): string => `day ${new URL(form.action).pathname}`;

function read(name: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

function keep(name: string, kept: Kept | null): void {
  try {
    if (kept === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(kept));
  } catch {
    // Without room the words stand in the page alone, as they would without this.
  }
}

function say(form: HTMLFormElement, words: string): void {
  let line = form.querySelector<HTMLElement>('[data-kept]');
  if (line === null) {
    line = document.createElement('p');
    line.dataset['kept'] = '';
    line.className = 'app-second';
    line.setAttribute('role', 'status');
    form.append(line);
  }
  line.textContent = words;
}

// What somebody else wrote meanwhile is never written over: the kept words stand beside it until somebody settles both.
function putBack(form: HTMLFormElement, { seen, sent, fields }: Kept): void {
  const there = fieldsOf(form);
  const isSaved = sent && seen !== (form.dataset['keepSeen'] ?? '');
  if (isSaved || there.every((field) => (fields[field.name] ?? '') === field.value)) {
    keep(nameOf(form), null);
    return;
  }
  if (seen === (form.dataset['keepSeen'] ?? '')) {
    for (const field of there) field.value = fields[field.name] ?? field.value;
    say(form, 'What you typed before was kept in this window, and is not saved yet.');
    return;
  }
  const words = Object.values(fields).filter((one) => one.trim() !== '');
  if (words.length === 0) return;
  const box = document.createElement('div');
  box.className = 'app-urgent';
  const head = document.createElement('p');
  head.textContent =
    'Something else was saved here since. You had typed, and it is kept in this window alone:';
  const text = document.createElement('p');
  text.className = 'app-written';
  text.dir = 'auto';
  text.textContent = words.join('\n\n');
  box.append(head, text);
  form.before(box);
}

// The script itself is the cheapest thing to ask for, and asking for it reads nothing of anybody's.
async function isThere(): Promise<boolean> {
  try {
    return (await fetch(import.meta.url, { method: 'HEAD', cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

function begin(form: HTMLFormElement): void {
  const name = nameOf(form);
  const kept = read(name);
  if (kept !== null) putBack(form, kept);
  const keepNow = (sent: boolean) => {
    const fields = Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));
    keep(name, { seen: form.dataset['keepSeen'] ?? '', sent, fields });
  };
  form.addEventListener('input', () => keepNow(false));
  let isReady = false;
  let isTrying = false;
  const attempt = async (time: number): Promise<void> => {
    if (await isThere()) {
      isReady = true;
      keepNow(true);
      form.requestSubmit();
      return;
    }
    say(form, 'No connection. Your words are kept in this window, and are sent as soon as there is one.');
    setTimeout(() => void attempt(time + 1), tries[Math.min(time, tries.length - 1)]);
  };
  form.addEventListener('submit', (event) => {
    if (isReady) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isTrying) return;
    isTrying = true;
    void attempt(0);
  });
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-keep]')) begin(form);

export {};

// Where words are to be typed into another system, a button copies them. Without script, or where the browser lets nothing be copied, there is
// no button and the words are selected by hand.
if (navigator.clipboard !== undefined)
  for (const words of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'app-copy';
    const label = document.createElement('span');
    label.className = 'govuk-visually-hidden';
    label.textContent = ` ${words.dataset['copy'] ?? ''}`;
    const act = document.createElement('span');
    act.setAttribute('aria-live', 'polite');
    act.textContent = 'Copy';
    button.append(act, label);
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(words.textContent ?? '').then(
        () => {
          act.textContent = 'Copied';
        },
        () => {
          act.textContent = 'Not copied: select the words';
        },
      );
    });
    (words.parentElement?.querySelector('[data-copy-here]') ?? words).prepend(button);
  }

export {};

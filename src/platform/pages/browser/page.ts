import './copy-field.ts';
import { FilterToggleButton } from './filter-toggle-button.js';
import {
  Button,
  Checkboxes,
  createAll,
  ErrorSummary,
  Radios,
  ServiceNavigation,
  SkipLink,
} from './govuk-frontend.min.js';

createAll(Button, { preventDoubleClick: true });
createAll(Checkboxes);
createAll(ErrorSummary);
createAll(Radios);
createAll(ServiceNavigation);
createAll(SkipLink);

const filter = document.querySelector<HTMLElement>('[data-module="moj-filter"]');
const toggle = document.querySelector<HTMLElement>('[data-module="moj-filter-toggle-button"]');
if (filter && toggle) {
  createAll(FilterToggleButton, {
    // The same width as the style sheet's, where the filters move beside the results.
    bigModeMediaQuery: '(min-width: 48.0625em)',
    // On a wide screen the filters are always there; hiding at the start would hide them there too.
    startHidden: false,
    toggleButton: {
      showText: toggle.dataset.show ?? 'Filter',
      hideText: toggle.dataset.hide ?? 'Hide',
      classes: 'govuk-button--secondary',
    },
    toggleButtonContainer: { selector: '[data-module="moj-filter-toggle-button"]' },
    filterContainer: { selector: '[data-module="moj-filter"]' },
  });
}

/** What was tried on the public pages, and what it showed. Every line is something that somebody did or saw. */
export interface AccessibilityFacts {
  readonly tested: readonly string[];
  readonly notMet: readonly string[];
  readonly notTested: readonly string[];
  readonly checkedOn: Temporal.PlainDate | null;
}

/** The facts as they stand. A line is entered in `tested` when the test is there, and moves out of it when it goes. */
export const accessibilityFacts: AccessibilityFacts = {
  tested: [
    'Every page’s code is checked against the HTML standard by a program.',
    'Each page has one main heading, and its parts have names that a screen reader can list.',
    'Every page works without JavaScript, and the search, the date calculator and the referral form were tried so by keyboard alone.',
    'Every page is checked by a program (axe) for the Web Content Accessibility Guidelines 2.2, levels A and AA, on a wide and on a narrow screen: it found nothing.',
    'No page scrolls sideways at a width of 320 pixels.',
  ],
  notMet: [
    'Reports and other documents that were published as PDF files before this website may not be readable with a screen reader. Ask us for one in another form.',
    'Links to other organisations’ websites lead to pages that we have no hand in.',
  ],
  notTested: [
    'People who use a screen reader, a magnifier or speech control in their daily life have not tested this website yet.',
    'No outside body has audited it.',
  ],
  checkedOn: Temporal.PlainDate.from('2026-11-22'),
};

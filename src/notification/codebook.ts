/** A term of the codebook: its code, which is never used again for something else, its words, and the schemes in which it was met. */
export interface Code {
  readonly code: string;
  readonly words: string;
  /** By the keys of `schemes`; empty where it is a compiler's addition. */
  readonly met: readonly string[];
}

/** One question of the codebook: a scheme whose codes may be set on a case. */
export interface CodeScheme {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly codes: readonly Code[];
}

/**
 * The version of the codebook, kept beside every code that is set by it. The terms were compiled on that day from the lists named in
 * `met`; the compiled list is free to use (CC0), and the lists behind it belong to the bodies named. It is no official list of the
 * Panel or the Department: what of it the national tables use is said scheme by scheme, and the six practice themes of 2020 are known
 * from memory in their wording.
 */
export const codebookVersion = '2026-11-22';

type Entry = readonly [code: string, words: string, met: readonly string[]];

const nature: readonly Entry[] = [
  ['nature-death', 'Child death', ['dfe-sin']],
  ['nature-harm', 'Serious harm', ['dfe-sin']],
  [
    'nature-other',
    'Other (mostly child perpetrator known or suspected to have been abused or neglected)',
    ['dfe-sin'],
  ],
  ['nature-cla-death', 'Death of a looked-after child, no abuse or neglect known', ['dfe-sin']],
  ['nature-careleaver-death', 'Death of a care leaver (to 24)', ['wt2023']],
];

const cause: readonly Entry[] = [
  ['fatal-physical-abuse', 'Fatal physical abuse', ['triennial']],
  ['non-fatal-physical-abuse', 'Non-fatal physical abuse', ['triennial', 'nspcc']],
  ['abusive-head-trauma', 'Abusive head trauma', ['nspcc', 'rbscp']],
  ['overt-homicide', 'Overt (deliberate) filicide', ['triennial']],
  ['covert-homicide', 'Covert filicide / infanticide', ['triennial']],
  ['persistent-cruelty', 'Severe persistent child cruelty', ['triennial']],
  ['extreme-neglect', 'Extreme neglect', ['triennial', 'brandon-2014']],
  ['medical-neglect', 'Medical neglect', ['brandon-2014', 'nspcc']],
  ['accident-forewarning', 'Accident with elements of forewarning', ['brandon-2014']],
  ['sudi', 'Sudden unexpected death in infancy', ['panel-sudi', 'triennial', 'brandon-2014']],
  ['suicide', 'Suicide or suspected suicide', ['triennial', 'brandon-2014', 'nspcc']],
  ['self-harm', 'Serious self-harm', ['dfe-factor-15A', 'nspcc']],
  ['extrafamilial-harm', 'Extrafamilial harm', ['panel-2023-24']],
  ['serious-youth-violence', 'Serious youth violence', ['dfe-factor-13A', 'lcspr']],
  ['cce', 'Child criminal exploitation', ['panel-2020-cce', 'dfe-factor-24A', 'nspcc']],
  ['cse', 'Child sexual exploitation', ['dfe-factor-11A', 'nspcc']],
  ['ifcsa', 'Child sexual abuse in the family environment', ['panel-2024-csa', 'dfe-factor-19C']],
  ['hsb', 'Harmful sexual behaviour (child on child)', ['dfe-factor-19B', 'nspcc']],
  ['online-harm', 'Online harm', ['nspcc']],
  ['institutional-abuse', 'Abuse by a person in a position of trust, or in a setting', ['nspcc']],
  ['fii', 'Fabricated or induced illness / perplexing presentation', ['rbscp']],
  ['fgm', 'Female genital mutilation', ['dfe-factor-22A', 'rbscp']],
  ['faith-abuse', 'Abuse linked to faith or belief', ['dfe-factor-23A']],
  ['hba', 'So-called honour-based abuse / forced marriage', ['rbscp']],
  ['trafficking', 'Trafficking / modern slavery', ['dfe-factor-12A', 'rbscp']],
  ['neglect', 'Neglect', ['dfe-factor-16A', 'triennial']],
  ['emotional-abuse', 'Emotional abuse', ['dfe-factor-17A', 'nspcc']],
  ['malnutrition-obesity', 'Malnutrition / severe obesity', ['nspcc']],
  ['substance-ingestion', 'Ingestion of drugs or medicine', ['nspcc']],
];

const child: readonly Entry[] = [
  ['child-infant', 'Infant under 1', ['panel-2022-23', 'dfe-sin']],
  ['child-unborn', 'Pre-birth concerns', ['nspcc']],
  ['child-preschool', 'Pre-school child', ['panel-2023-24']],
  ['child-adolescent', 'Adolescent', ['triennial']],
  ['child-disability', 'Disabled child or child with health needs', ['panel-2022-23', 'dfe-factor-5A-6A']],
  ['child-mental-health', 'Child’s mental health', ['panel-2022-23', 'panel-2023-24', 'dfe-factor-4A']],
  ['child-neurodiverse', 'Neurodivergent child', ['dfe-disability']],
  ['child-not-in-school', 'Not in school / poor attendance', ['panel-2022-23']],
  ['child-missing', 'Missing from home or care', ['dfe-factor-10A']],
  ['child-looked-after', 'Looked-after child', ['dfe-sin']],
  ['child-care-leaver', 'Care leaver', ['wt2023']],
  ['child-young-carer', 'Young carer', ['panel-2022-23', 'dfe-factor-7A']],
  ['child-uasc', 'Unaccompanied asylum-seeking child', ['dfe-factor-9A']],
  ['child-lgbt', 'LGBT+ identity', []],
  ['child-ethnicity', 'Race, ethnicity and culture', ['panel-2022-23', 'panel-2025-race']],
  ['child-grt', 'Gypsy, Roma or Traveller', ['panel-2022-23']],
  ['child-privately-fostered', 'Privately fostered', ['dfe-factor-8']],
  ['child-young-parent', 'Young parent', ['nspcc']],
];

const family: readonly Entry[] = [
  ['fam-domestic-abuse', 'Domestic abuse', ['panel-2022-23', 'dfe-factor-3', 'nspcc']],
  ['fam-parent-mh', 'Parental mental health', ['panel-2022-23', 'panel-2023-24', 'dfe-factor-4B']],
  ['fam-alcohol', 'Parental alcohol misuse', ['dfe-factor-1B', 'rbscp']],
  ['fam-drugs', 'Parental drug misuse', ['dfe-factor-2B', 'nspcc']],
  ['fam-parent-ld', 'Parental learning disability', ['dfe-factor-5B']],
  ['fam-hidden-males', 'Fathers and other men not seen', ['nspcc', 'rbscp', 'panel-under1s']],
  ['fam-new-partner', 'New partner / separation', ['nspcc']],
  ['fam-housing', 'Housing, homelessness, temporary accommodation', ['nspcc']],
  ['fam-poverty', 'Poverty', ['triennial', 'dfe-need-N7']],
  ['fam-isolation', 'Social isolation / recent migration', []],
  ['fam-criminality', 'Family criminality / imprisonment', []],
  ['fam-previous-removal', 'Previous children removed', []],
  ['fam-sgo-kinship', 'Kinship care / special guardianship', ['nspcc']],
  ['fam-care-experienced-parent', 'Care-experienced parent', []],
  ['fam-moves', 'Frequent moves between areas', []],
  ['fam-animals', 'Dangerous dogs / home conditions', ['nspcc']],
];

const practice: readonly Entry[] = [
  ['pr-daily-life', 'Understanding what the child’s daily life is like', ['panel-2020']],
  ['pr-engagement', 'Working with families whose engagement is reluctant and sporadic', ['panel-2020']],
  ['pr-critical-thinking', 'Critical thinking and challenge', ['panel-2020']],
  ['pr-changing-risk', 'Responding to changing risk and need', ['panel-2020']],
  ['pr-information-sharing', 'Sharing information in a timely and appropriate way', ['panel-2020']],
  [
    'pr-leadership',
    'Organisational leadership and culture for good outcomes',
    ['panel-2020', 'panel-2022-23'],
  ],
  ['pr-whole-family', 'Whole-family approach to risk assessment and support', ['panel-2022-23']],
  ['pr-identity', 'Racial, ethnic and cultural identity considered', ['panel-2022-23', 'panel-2025-race']],
  ['pr-escalation', 'Escalation and professional challenge', ['nspcc']],
  ['pr-assessment', 'Quality of assessment', ['rbscp']],
  ['pr-history', 'Use of history and chronologies', ['wscp']],
  ['pr-referral-response', 'Referral, front door and strategy discussion', ['lcspr']],
  ['pr-bruising', 'Bruising / injury in non-mobile babies', ['nspcc']],
  ['pr-pre-birth', 'Pre-birth assessment and planning', ['nspcc']],
  ['pr-transitions', 'Transitions and transfers', ['nspcc']],
  ['pr-missed-appointments', 'Missed appointments / was not brought', ['nspcc']],
  ['pr-trauma-informed', 'Trauma-informed practice', ['nspcc', 'rbscp']],
  ['pr-contextual', 'Contextual safeguarding', ['panel-2020-cce', 'lcspr']],
  ['pr-legal', 'Legal processes (PLO, care proceedings, DoL)', ['rbscp']],
  ['pr-good-practice', 'Good practice', ['triennial']],
];

const system: readonly Entry[] = [
  ['sys-supervision', 'Supervision and management oversight', ['scr']],
  ['sys-workload', 'Workload, staffing and turnover', ['scr']],
  ['sys-recording', 'Recording and records systems', ['scr']],
  ['sys-policy', 'Policy and procedure', ['scr']],
  ['sys-training', 'Training and workforce development', ['nspcc']],
  ['sys-commissioning', 'Commissioning and service gaps', ['nspcc']],
  ['sys-multi-agency', 'Multi-agency arrangements (MAPPA, MARAC, MASH)', ['nspcc']],
  ['sys-covid', 'COVID-19', ['panel-2020']],
  ['sys-data', 'Data and IT', []],
  ['sys-scrutiny', 'Independent scrutiny', []],
];

const scheme = (id: string, title: string, hint: string, entries: readonly Entry[]): CodeScheme => ({
  id,
  title,
  hint,
  codes: entries.map(([code, words, met]) => ({ code, words, met })),
});

/** Every scheme, in the order in which it is asked. */
export const schemes: readonly CodeScheme[] = [
  scheme(
    'incident-nature',
    'Nature of the incident',
    'As the Department counts notifications: death, serious harm or other. Tick one of the three, and a death that is notified by itself besides.',
    nature,
  ),
  scheme(
    'cause-of-harm',
    'Likely cause, or kind of harm',
    'As far as is known. It may change, and what was ticked before stays on record.',
    cause,
  ),
  scheme('child-characteristic', 'The child', 'What of the child matters to the case.', child),
  scheme(
    'family-characteristic',
    'Family and surroundings',
    'What of the family matters to the case.',
    family,
  ),
  scheme(
    'practice-theme',
    'Practice themes',
    'The first six are the Panel’s of 2020; the words of their titles are not confirmed.',
    practice,
  ),
  scheme('system-theme', 'System and organisation', 'What lies behind practice.', system),
];

/** The words of a code; the code itself where this codebook does not have it, as one of an older version. */
export const codeWords = (schemeId: string, code: string): string =>
  schemes.find(({ id }) => id === schemeId)?.codes.find((one) => one.code === code)?.words ?? code;

import type { Verb } from '../../src/acts/verbs.ts';

/** Functions that act with their owner’s rights on a case or its referral; none of them may open what the table shuts. */
export const caseFunctions: Readonly<Record<string, readonly Verb[]>> = {
  'ctx.receive_referral($1)': ['referral.receive'],
  [`ctx.add_document_file($1, 'a.pdf', 'pdf', 1, sha256(''), decode(repeat('00', 61), 'hex'))`]: [
    'document.add',
    'document.replace',
  ],
  [`ctx.add_receipt($1, 'Receipt', 'a.pdf', 'pdf', 1, sha256(''), decode(repeat('00', 61), 'hex'))`]: [
    'notification.attach',
  ],
  [`ctx.replace_receipt($1, '0123456789ABCDEFGHJKMNPQ')`]: ['receipt.replace'],
  [`ctx.ask_endorsement($1, 'lead@eastwick.example')`]: ['endorsement.ask'],
  [`ctx.ask_agency($1, gen_random_uuid(), 'Somebody', 'somebody@eastwick.example', 'a family', ctx.today())`]:
    ['request.ask'],
  [`ctx.ask_agency_early($1, gen_random_uuid(), 'Somebody', 'somebody@eastwick.example', 'a family', ctx.today())`]:
    ['request.ask'],
  [`ctx.chase_agency($1, 'reminded', '', '', '')`]: ['request.chase'],
  [`ctx.ask_summary($1, gen_random_uuid(), 'Somebody', 'somebody@eastwick.example', 'a family', ctx.today())`]:
    ['request.ask'],
  [`ctx.chase_summary($1, 'reminded', '', '', '')`]: ['request.chase'],
  [`ctx.open_lane($1, gen_random_uuid(), 'Somebody', 'somebody@eastwick.example', ctx.today())`]: [
    'chronology.ask',
  ],
  [`ctx.chase_lane($1, 'reminded', '', '', '', null)`]: ['chronology.chase'],
  [`ctx.take_return($1, 7, '{}', '{}', '[]', '[]')`]: ['chronology.take'],
  [`ctx.ask_report($1, 'report', null, gen_random_uuid(), 'Somebody', 'somebody@eastwick.example', 'a family', '{}', ctx.today())`]:
    ['agency-report.ask'],
  [`ctx.chase_report($1, 'reminded', '', '', '')`]: ['request.chase'],
  [`ctx.give_family_page($1, 'The mother', '0123456789ABCDEFGHJKMNPQ')`]: ['family-page.give'],
  [`ctx.end_family_page($1)`]: ['family-page.give'],
  [`ctx.answer_referral($1, 'What was decided.')`]: ['referral.answer'],
  [`ctx.allocate_referral($1, ctx.uid(), null)`]: ['referral.allocate'],
  [`ctx.ask_referrer($1, 'A question?')`]: ['question.ask'],
  'ctx.note_answers($1)': ['question.note'],
  [`ctx.decline_referral($1, 'other', 'because', 'What was decided.', '')`]: ['referral.decline'],
  [`ctx.reconsider_referral($1, 'because')`]: ['referral.reconsider'],
  [`ctx.index_alike(null, $1, gen_random_uuid(), '{}')`]: ['referral.compare'],
  [`ctx.move_decided_case($1, 'decided')`]: ['decision.record'],
  [`ctx.note_notification_withdrawn($1, ctx.today(), 'because')`]: [
    'notification.withdraw',
    'notification.record',
  ],
  [`ctx.ask_round($1, gen_random_uuid(), 'Do you agree?', '', '', ctx.today(), array[gen_random_uuid()], '{}')`]:
    ['round.ask'],
  [`ctx.end_round($1, 'meeting', '', null)`]: ['round.end'],
  [`ctx.step_challenge($1, 'answered', '', 'Because.')`]: ['challenge.answer'],
  [`ctx.note_notifiable($1, 'not', null, null)`]: ['notifiable.record'],
};

/** Functions that answer something of a case: to whoever may do any of these. */
export const caseAnswers: Readonly<Record<string, readonly Verb[]>> = {
  'ctx.sees_case(c)': ['case.read'],
  'ctx.visible_case(r) = c': ['case.read'],
  'exists (select from ctx.case_readers(c))': ['case.read'],
  'ctx.case_reference(c) is not null': ['case.read', 'trail.read'],
  'ctx.case_of_reference(r) is not null': ['case.read', 'trail.read'],
  // A review bears the identifier of its case here.
  'exists (select from ctx.summary_states(c))': ['rapid-review.read'],
  // So does a chronology.
  'exists (select from ctx.lanes_asked(c))': ['history.read'],
};

/** What is not yet joined to a case when it is added. */
export const looseRows: Readonly<Record<string, { readonly row: string; readonly added: readonly Verb[] }>> =
  {
    'app.child': { row: `(partnership_id, pseudonym) values (:here, 'a child')`, added: ['case.open'] },
    'app.incident': { row: `(partnership_id) values (:here)`, added: ['case.open'] },
  };

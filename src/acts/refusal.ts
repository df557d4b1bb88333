/**
 * Every way in which the service says no, once: its code, never used again for something else, and its words. The button, the
 * command and the test read the same sentence. `{name}` stands for a parameter.
 */
export const refusals = {
  'not-permitted': 'You may not do this.',
  'partnership-name-taken': 'There already is a partnership called “{name}”.',
  'reference-prefix-taken':
    'Another partnership’s references already begin with {prefix}. Choose another with --prefix.',
  'host-taken': 'Another partnership already answers at {host}.',
  wait: 'There were too many attempts. Wait a little and try again.',
  'wrong-sign-in': 'The e-mail address, password or code is not right.',
  'wrong-code': 'The invitation code is not right.',
  'already-member': '{email} is here already as {role}.',
  'already-invited':
    '{email} is invited already, as {role}. Take that invitation back before you make another.',
  'invitation-over': 'This invitation has been accepted or taken back already.',
  'role-over': 'This role has ended already.',
  'last-administrator':
    'This is the only administrator here. Invite another one first: without one, nobody could be invited or helped to sign in again.',
  'left-already': 'This person has no role here any longer. Invite them again instead.',
  'reset-elsewhere':
    'This account opens another partnership too, so it cannot be made new from here. Ask whoever runs the service.',
  'agency-name-taken': 'There already is an agency called “{name}” here.',
  'agency-over': '{name} has ended already.',
  'agency-not-here': 'There is no such agency here any longer. Choose another.',
  'agency-end-day': '{name} cannot end before it began, nor after today.',
  'agency-missing': 'Choose for which agency: nobody is {role} without one.',
  'agency-unfit': 'Whoever is {role} is here for {whom}, and not for {agency}.',
  'training-only':
    '{partnership} is not for training, and a sign-in link is only for people of a training partnership.',
  'nobody-here': '{email} has no role in {partnership} today.',
  'sign-in-link-over': 'This sign-in link has been used, or its time has run out.',
  'sent-twice': 'This form had been sent already. What it asked for was done once.',
  'sent-changed':
    'This form was sent before with other answers, or did not come back whole. Nothing was done. Open it again.',
  'wrong-receipt': 'That receipt opens nothing here.',
  'consultation-full': 'There is no room for more here. Call instead, or ask anew.',
  'added-meanwhile':
    'Something was added here while you were writing. Read it first; what you wrote stands below.',
  'consultation-referred':
    'A referral has been begun from this already. Come back with the receipt of that referral.',
  'changed-elsewhere': 'These answers were changed in another window. Choose which to keep.',
  'too-many-entries': 'There is no room for another entry here.',
  'referral-incomplete': 'Some answers are still missing.',
  'referral-sent': 'This referral has been sent already.',
  'referral-received': 'This referral has been acknowledged already.',
  'referral-closed': 'The referrer has been told the outcome already.',
  'referral-not-closed': 'This referral is not closed.',
  'allocated-meanwhile': 'Somebody else was given this referral meanwhile. See who has it first.',
  'coordinator-not-here':
    'That person is no coordinator here any longer, or may not see this referral. Choose somebody else.',
  'questions-full': 'There is no room for another question. Call the referrer instead.',
  'question-answered': 'That question has been answered already.',
  'corrected-meanwhile': 'This has been corrected already. Read what stands now first.',
  'case-opened': 'A case has been opened from this referral already.',
  'referral-in-case': 'This referral belongs to a case already.',
  'matched-meanwhile': 'Somebody else has said something else of these two meanwhile. Read it first.',
  'case-closed': 'This case is closed. Open it again first.',
  'case-not-closed': 'This case is not closed.',
  'decision-incomplete': 'The decision is not complete.',
  'decided-meanwhile':
    'Another decision was recorded on this case while you were writing. Read it first; what you wrote stands below.',
  'case-undecided': 'The group has not decided on this case yet.',
  'answers-wrong': 'Some answers cannot be kept as they are.',
  'so-already': 'That is so already. Nothing was changed.',
  'link-over': 'That link has been used, replaced or taken back, or its time has run out.',
  'link-mailed': 'The link goes out by e-mail, and is shown to nobody here.',
  'endorsed-already': 'A safeguarding lead has endorsed this referral already.',
  'agency-asked': '{agency} has been asked already, and has not answered yet.',
  'request-over': 'This request has been answered or taken back already.',
  'answer-incomplete': 'The answer is not complete yet.',
  'no-mail-server': 'No mail server is set, so nothing can go out.',
  'mail-under-way': 'This mail has gone out already, or is about to.',
  'day-to-come': 'That day or hour has not come yet.',
  'day-before-incident': 'That is before {day}, the earliest day on which what happened can have happened.',
  'day-needed-first': 'Record {day} first.',
  'days-out-of-order': '{second} cannot come before {first}.',
  'outside-calendar':
    'No date can be worked out from that day: the calendar of bank holidays covers {first} to {last}.',
  'file-missing': 'Choose a file.',
  'file-empty': 'The file is empty.',
  'file-too-large': 'The file is larger than 50 MB.',
  'file-kind':
    'Only PDF, Word (.docx), OpenDocument (.odt), Excel (.xlsx), pictures (.png, .jpg) and plain text (.txt) are taken. Save it as one of these.',
  'file-unlike':
    'The file is not what the ending of its name says, or is something else as well. Save it anew, best as a PDF.',
  'file-macros': 'The file holds macros or other programs. Save it without them, best as a PDF.',
  'file-protected': 'The file is protected by a password, so nothing could check it. Save it without one.',
  'file-too-much':
    'The file unpacks to far more than a document should, or is a picture of more than 40 million points.',
  'files-full': 'There is no room for another file here: twenty, and 200 MB together, are the most.',
  'file-not-clean': 'This file has not passed its check, so it cannot be downloaded.',
  'file-not-held': 'This file does not wait for want of a scanner.',
  'document-withdrawn': 'This document has been withdrawn.',
} as const;

/** The code of a refusal. */
export type RefusalCode = keyof typeof refusals;

/** The domain said no: a value, not an exception. */
export interface Refusal {
  readonly refused: RefusalCode;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Says no, with the parameters that the words need. */
export function refuse(code: RefusalCode, parameters: Readonly<Record<string, string>> = {}): Refusal {
  return { refused: code, parameters };
}

/** True for a refusal among a decision's possible values. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}

/** The sentence of a refusal. */
export function words(refusal: Refusal): string {
  return refusals[refusal.refused].replace(/\{(\w+)\}/g, (_, name: string) => refusal.parameters[name] ?? '');
}

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
  'chronology-closed': 'This chronology is closed, and takes nothing more.',
  'return-meanwhile': 'Another return came for this agency meanwhile. Look at what yours changes first.',
  'nothing-to-send': 'There is nothing to send yet.',
  'rows-lacking': 'Some rows lack what is asked of every row.',
  'draft-full': 'There is no room for another row. Send what there is, and the rest as a file.',
  'answer-incomplete': 'The answer is not complete yet.',
  'report-lacks':
    'The report cannot be signed off while it lacks what the law requires of it (SI 2018/789, regulation 15): {what}.',
  'family-words-first': 'Write the words of the family’s page first: it has nothing on it yet.',
  'report-unsigned':
    'It cannot be completed before its report is signed off: record the check of the report and its sign-off under “Quality and sign-off” first.',
  'no-mail-server': 'No mail server is set, so nothing can go out.',
  'wording-changed': 'Somebody else has changed these words meanwhile. Read theirs first.',
  'mail-under-way': 'This mail has gone out already, or is about to.',
  'day-to-come': 'That day or hour has not come yet.',
  'day-before-incident': 'That is before {day}, the earliest day on which what happened can have happened.',
  'day-needed-first': 'Record {day} first.',
  'days-out-of-order': '{second} cannot come before {first}.',
  'outside-calendar':
    'No date can be worked out from that day: the calendar of bank holidays covers {first} to {last}.',
  'late-reason-missing': 'That is after {day}, the last day for it. Say why it is late.',
  'time-fixed': 'This time is set by law, and nothing that was found lets anybody pause or extend it.',
  'clock-not-running': 'That clock does not run, or has been met.',
  'clock-paused': 'That clock is paused already. Let it run again first.',
  'clock-not-paused': 'That clock is not paused.',
  'not-later': 'That day must come after {day}.',
  'outside-time': 'A pause must begin on a day on which the clock runs.',
  'holiday-known': '{day} is a day off here already: {name}.',
  'holiday-not-off': '{day} is not a day off here, so there is nothing to call off.',
  'holiday-weekend': '{day} is a {weekday}, which is no working day anyhow.',
  'holiday-over': 'That has been withdrawn already.',
  'day-gone': 'Choose {day} or a later day: what was sent cannot be unsaid.',
  'feeds-full': 'You have five addresses already. Take one back first.',
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
  'notification-sent':
    'Somebody has recorded already that this notification was sent. Read it first; what you wrote stands below.',
  'notification-not-sent': 'No notification is on record as sent here, or it was withdrawn.',
  'reference-used': 'The reference {reference} is on record already{where}. Check it against the receipt.',
  'children-order': 'Give each place to one child, from 1 on.',
  'no-notification':
    'No notification is on record, and without one there is no rapid review (RR-05; {source}). Record the notification first, or choose a local learning review.',
  'no-rapid-review': 'No rapid review follows a death without known or suspected abuse or neglect.',
  'no-review-running': 'No rapid review is running on this case.',
  'item-not-whole': 'This cannot be called done yet: something is missing. Save it as in progress.',
  'version-old':
    'The content has changed since that version was frozen. Freeze it again, so that everybody signs and sends the same.',
  'no-version': 'No version has been frozen for signing yet.',
  'signed-already': 'Your partner has signed this version already.',
  'not-the-delegate': 'You are not the delegate of that partner today.',
  'version-sent': 'This version was sent already.',
  'review-not-sent': 'The rapid review has not been sent to the Panel yet.',
  'no-new-decision': 'No decision has been recorded since the Panel’s reply. Record it first.',
  'no-review-decided': 'The decision that stands is for no such review.',
  'review-runs': 'A review of that kind is open for this decision already.',
  'review-moved':
    'Somebody has moved this review on meanwhile, or it cannot go there from where it is. Look at it first.',
  'review-not-then': '{why} Check the day.',
  'reviewer-over': 'That reviewer is not appointed any longer.',
  'group-changed':
    'Somebody else has changed this meanwhile. Read what holds now first; what you typed stands below.',
  'group-name-taken': 'There already is a group called “{name}” here.',
  'group-kind-taken': 'There already is {kind}. End that one first.',
  'group-over': 'This group has ended.',
  'group-still-watches':
    'This group still watches action plans. Give them to another group first, so that none is left without one.',
  'group-full': 'There is no room for another seat: sixty are the most.',
  'seat-name-taken': 'There already is a seat called “{name}” in this group.',
  'seat-over': 'That seat is not there on that day.',
  'seat-end-day': '{name} cannot end before it began.',
  'seat-in-chair': 'That seat is in the chair on that day or later. Say first who chairs instead.',
  'nobody-sits': 'Nobody has that seat on that day.',
  'person-not-here': 'That person has no role here any longer. Choose somebody else, or type a name.',
  'meeting-changed':
    'Somebody else has changed this meeting meanwhile. Look at it first; what you typed stands below.',
  'meeting-not-now': 'That cannot be done with this meeting as it stands. Look at it first.',
  'agenda-empty': 'There is nothing on the agenda yet.',
  'agenda-full': 'There is no room for more on this agenda: sixty items are the most.',
  'conflict-declared': 'That conflict is on record already.',
  'minutes-meanwhile':
    'Somebody else has written here meanwhile. Their words and yours stand below: keep what both of you need.',
  'chair-not-there': 'Whoever chairs an item is there as a member, and not out for it.',
  'minutes-newer':
    'Another version of these minutes has gone out meanwhile. Look at it first; what you typed stands below.',
  'corrections-open': 'A correction that somebody proposed is still open. Say what became of it first.',
  'corrections-full':
    'You have proposed as many corrections here as one person can. Tell whoever runs the meeting.',
  'no-later-meeting': 'Minutes are approved at a later meeting of the group, and none has begun yet.',
  'pack-not-frozen': 'No version of the pack has been frozen yet.',
  'pack-empty': 'There is no paper in the pack yet.',
  'pack-frozen-meanwhile': 'Somebody else has frozen a version meanwhile. Look at it first.',
  'late-paper-why': 'A version of the pack is frozen already. Say why this paper comes late.',
  'copy-not-ready': 'Your copy is not ready, or its day is over. Ask for it again.',
  'not-invited': 'You are not invited to this meeting, or it is too late to answer. Tell whoever runs it.',
  'decider-conflicted':
    'A conflict of interest of yours is on record in this case. Somebody else records its decision.',
  'quorum-missing': 'The group cannot decide now: {missing}. Its own rule holds decisions up until then.',
  'finding-meanwhile':
    'Somebody else has saved this meanwhile. Their words and yours stand below: keep what both of you need.',
  'reason-needed': 'Addressees have been asked for this already. Say why it changes.',
  'not-asked-yet': 'That addressee has not been asked yet.',
  'ask-not-open': 'That is no longer asked of this addressee. Open it again first.',
  'evidence-missing':
    'Nothing can be called done with evidence, or closed, before evidence is on record and somebody has verified it.',
  'not-itself': 'A recommendation does not take its own place. Choose another.',
  'owner-verifies':
    'Whoever has an action in hand, or asked for it to be closed, does not verify it. Somebody else does.',
  'action-moved':
    'This action has moved on meanwhile, or cannot go there from where it is. Look at it first.',
  'check-not-planned': 'No check of practice is planned for this action.',
  'round-over': 'This question was closed or withdrawn meanwhile. Look at it first.',
  'round-several': 'You answer for more than one seat. Say so, or choose one of them.',
  'holder-answered': 'Whoever has that seat has answered already. A deputy answers only where they have not.',
  'proof-wanted':
    'It is too long ago that you proved who you are. Do it again first; what you typed is kept.',
  'proof-wrong': 'That code is not right, or was used already. Wait for the next one and type that.',
  'proof-wait': 'There were too many wrong codes. Try again in {seconds} seconds.',
  'round-conflict':
    'A conflict of interest of yours is on record in this case. Somebody else asks, and closes what was asked.',
  'attested-already': 'Somebody has confirmed this month already.',
  'attestation-moved': 'Who has access has changed meanwhile. The list below is as it is now.',
  'attestation-owner':
    'Something would be left without an owner. Say for everybody who ends who takes over: somebody who stays and may have it.',
  'attestation-own': 'You cannot end your own access here. Somebody else confirms that.',
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

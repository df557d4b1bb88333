const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const year = "(?:'?\\d{2}|(?:19|20)\\d{2,3})";
const numeric = `\\d{1,4}\\s*[./\\\\-]+\\s*\\d{1,2}\\s*[./\\\\-]+\\s*\\d{1,5}`;
const named = `\\d{1,2}\\s*(?:st|nd|rd|th)?(?:\\s+of)?[\\s.,/-]*${month}[\\s.,/-]*${year}?|${month}[\\s.,/-]*\\d{1,2}(?:st|nd|rd|th)?,?\\s+${year}`;
const wide = `${month}[\\s.,/-]*${year}|(?:spring|summer|autumn|winter|easter|christmas|new year)\\b.{0,20}${year}|(?:19|20)\\d{2}(?:\\s*[/-]\\s*\\d{2,4})?|(?:19|20)\\d0s`;
const day = new RegExp(`${numeric}|${named}`, 'i');
const any = new RegExp(
  `${numeric}|${named}|${wide}|\\b(?:undated|no date|not known|unknown|date unknown|not dated)\\b`,
  'i',
);

const longest = 60;

/** True where a cell may be meant as a date of any kind. A guess for finding columns; the grammar alone says what a date means. */
export const isDateLike = (text: string): boolean => text.length <= longest && any.test(text);

/** True where a cell may be meant as one day or days: a number of a month and a day stand in it. */
export const isDayLike = (text: string): boolean => text.length <= longest && day.test(text);

// "dd/mm/yyyy" below a heading tells how to fill the column in.
const instruction = /^\W*(?:e\.?g\.?\W*)?d{1,2}\W*m{1,3}\W*y{2,4}\W*$|^\W*(?:24[ -]?h(?:ou)?rs?|hh\W?mm)\W*/i;

/** True where a cell tells how a date or a time is to be written. */
export const isInstruction = (text: string): boolean => instruction.test(text.trim());

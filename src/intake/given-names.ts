// Given names that many people in England bear. Those that are also words of the language stand apart, because at the start of a
// sentence, or in small letters, they are most often that word.

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Given names that are hardly ever anything else, in small letters. */
export const givenNames = list(`
  aaron abdul abigail adam adrian ahmed aidan aisha alan albert alex alexander alexandra alfie alice alison amanda amelia amina amy
  andrew andrea angela anna anne annie anthony antony archie arthur aurora ava barbara beatrice ben benjamin bernard beth bethany
  bilal brenda brian bridget callum cameron carl carol caroline catherine charles charlie charlotte chloe chris christine
  christopher ciara claire clare colin connor craig cynthia daniel danielle darren dave david dean deborah debbie denise dennis
  derek diana diane dominic donald donna dorothy duncan dylan eddie edward eileen elaine eleanor elena elijah elizabeth ella ellen
  ellie elliot emily emma eric erin ethan evelyn evie fatima fiona francis freddie freya gary gareth gavin gemma geoffrey george
  georgia georgina gerald gillian graham grzegorz hannah harriet harry harvey hassan heather heidi helen henry holly hussain ibrahim
  imran isaac isabel isabella isabelle isla jacob jacqueline jake james jamie jane janet janice jasmine jason jayden jean jeffrey
  jenna jennifer jenny jeremy jessica jill joan joanne jodie joe joel john jonathan jordan joseph joshua josh joyce judith julia
  julian julie justin kai karen katarzyna kate katherine kathleen kathryn katie kayden kayleigh keith kelly kenneth kerry kevin
  khadija kieran kimberly kirsty kyle laura lauren leah leanne lee leo leon lewis liam lily linda lindsay lisa logan lorraine louis
  louise lucas lucy luke lydia lynn lynne madison malcolm marcus margaret maria mariam marie marion martin mary maryam mason mateusz
  matilda matthew maureen megan melanie melissa mia michael michelle mike millie mohamed mohammad mohammed molly muhammad mustafa
  naomi natalie natasha nathan neil niamh nicholas nicola nicole nigel noah norman oliver olivia omar oscar owen pamela patricia
  patrick paul paula pauline peter philip phillip phoebe piotr poppy rachel ralph rebecca rhys richard robert robin roger ronald
  rory rosemary rosie roxanne roy russell ryan sally sam samantha samuel sandra sara sarah scarlett scott sean sebastian shannon
  sharon shaun sheila shirley simon siobhan sofia sophia sophie stacey stanley stephanie stephen steve steven stuart susan suzanne
  sylvia tahir tammy tara teresa terence theo theodore theresa thomas tia tiffany timothy tina toby tom tony tracey tracy trevor
  tyler valerie vanessa veronica victoria vincent virginia wayne wendy william yasmin yusuf yvonne zachary zahra zainab zara zoe
`);

/** Given names that are words too, in small letters: taken for a name only with a capital in the middle of a sentence. */
export const wordNames = list(`
  amber angel art autumn bill bob christian crystal daisy dawn don drew eve faith felicity florence frank gene grace guy harmony
  heath honey hope iris ivy jack jade jasper jay jewel joy kit mark max melody miles nick olive pat patience paris penny pearl
  precious prince ray reuben rob rose ruby sky star sue summer ted tiger verity violet will
`);

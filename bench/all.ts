// Measures the service: npm run bench. Not a test: what it prints depends on the machine, and only ratios can be compared.
import { availableParallelism } from 'node:os';
import { benchDuplicates } from './duplicates.ts';
import { benchCasework } from './casework.ts';
import { benchChronology } from './chronology.ts';
import { benchClocks } from './clocks.ts';
import { benchReferrals } from './referrals.ts';
import { benchMeetings } from './meetings.ts';
import { benchRegister } from './register.ts';
import { benchSearch } from './search.ts';

console.log(`Node ${process.versions.node}, ${availableParallelism()} cores`);
await benchRegister();
await benchCasework();
await benchDuplicates();
await benchClocks();
await benchChronology();
await benchSearch();
await benchMeetings();
await benchReferrals();

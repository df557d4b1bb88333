// Kills the service while referrals arrive: node tools/run.mjs bench/kills.ts [kills] [referrers]. The tests do the same, shortly.
import { trialOfKills } from '../test/kills.ts';

const [kills = 40, referrers = 6] = process.argv.slice(2).map(Number);
const { verified, altered, faults, ...counts } = await trialOfKills(kills, referrers);
for (const [name, value] of Object.entries(counts)) console.log(`${name.padEnd(14)} ${value}`);
for (const fault of faults) console.log(`FAULT: ${fault}`);
console.log(`\ntrail verify ended with ${verified.code}:\n${verified.out}`);
console.log(`with entry ${altered.seq} altered it ended with ${altered.code}:\n${altered.out}`);
process.exit(faults.length === 0 && verified.code === 0 && altered.code === 1 ? 0 : 1);

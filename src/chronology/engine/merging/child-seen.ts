const notSeen =
  /^(?:n|no|none|not seen|no contact|unseen|false|not present|absent|child(?:ren)? not seen|not seen by .*|no[ ,.;:–-].*)$/;
const wasSeen =
  /^(?:y|yes|seen|true|child(?:ren)? seen|seen alone|seen and spoken to|yes[ ,.;:–(/-].*|seen[ ,.;:(].*|y[ ,/].*)$/;

/** Whether the cell of "child seen" says yes or no in so many words; null for any other words ("asleep", "n/a", "via mother"). */
export function childSeenIn(text: string): boolean | null {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ').replace(/[.!]$/, '');
  if (notSeen.test(words)) return false;
  return wasSeen.test(words) ? true : null;
}
